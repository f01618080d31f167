// Comforts on top of a meeting's steps, which work without them.

// A number of known length is complete: go on to the next box, so that one tap serves a whole column of readings.
const boxes = [...document.querySelectorAll("[data-digits]")]
document.addEventListener("input", (event) => {
  const box = event.target.closest("[data-digits]")
  if (!box) return
  // A pressure below 100 has two digits, one above has three; weights may carry a comma and one digit more.
  const first = box.value[0]
  const wanted = box.dataset.digits === "3" && first >= "5" ? 2 : box.dataset.digits === "2" && first === "1" ? 3 : Number(box.dataset.digits)
  if (box.value.length >= wanted) boxes[boxes.indexOf(box) + 1]?.focus()
})
document.addEventListener("keydown", (event) => {
  const box = event.target.closest("[data-digits]")
  if (!box || event.key !== "Enter") return
  event.preventDefault() // Enter goes on instead of sending half a column
  boxes[boxes.indexOf(box) + 1]?.focus()
})

// How many are marked present so far, as the marks will be stored.
const tally = document.querySelector("[data-tally]")
function count() {
  const rest = document.querySelector("[name=attendance_rest]:checked")?.value
  let n = 0
  for (const line of document.querySelectorAll(".row-line:has([name^='attendance:'])")) {
    const mark = line.querySelector("input[type=radio]:checked")?.value ?? rest
    if (mark === tally.dataset.tally) n += 1
  }
  tally.querySelector("strong").textContent = n
  tally.hidden = false
}
if (tally) {
  count()
  document.addEventListener("change", count)
}
