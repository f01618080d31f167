// Comforts on top of pages that work without them.

// A form marked data-once is sent once; the server does each act's id once anyway.
document.addEventListener("submit", (event) => {
  const form = event.target
  const question = event.submitter?.dataset.confirm
  if (question && !confirm(question)) return event.preventDefault()
  if (!("once" in form.dataset)) return
  if (form.dataset.sent) return event.preventDefault()
  form.dataset.sent = "1"
  setTimeout(() => delete form.dataset.sent, 8000)
})
addEventListener("pageshow", () => document.querySelectorAll("form[data-once]").forEach((f) => delete f.dataset.sent))

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print()
  const eye = event.target.closest("[data-reveal]")
  if (eye) {
    const input = document.getElementById(eye.dataset.reveal)
    input.type = input.type === "password" ? "text" : "password"
    eye.setAttribute("aria-pressed", String(input.type === "text"))
  }
})

// The menu is open on a wide screen; on a phone it opens by touch.
const menu = document.querySelector("details.menu")
if (menu) {
  const wide = matchMedia("(min-width: 62rem)")
  const fit = () => { menu.open = wide.matches }
  wide.addEventListener("change", fit)
  fit()
}

// A chart is drawn from the very table that stands beside it.
function draw(table) {
  const cells = (row) => [...row.cells].map((c) => c.dataset.value ?? c.textContent.trim())
  const [names, ...rows] = [...table.rows].map(cells)
  const box = document.createElement("div")
  box.className = "chart"
  box.setAttribute("role", "img")
  box.setAttribute("aria-label", table.dataset.chartTitle)
  table.closest(".with-chart").prepend(box)
  const style = getComputedStyle(document.documentElement)
  const ink = style.getPropertyValue("--tabler-body-color").trim() || "#222"
  const series = names.slice(1).map((name, i) => ({
    name, type: table.dataset.chart, smooth: false, showSymbol: true, symbolSize: 7,
    data: rows.map((r) => (r[i + 1] === "" ? null : Number(r[i + 1]))),
  }))
  const chart = echarts.init(box, null, { renderer: "svg" })
  chart.setOption({
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    color: ["#8b1e1e", "#1e5f8b", "#3d7a2c", "#8a6d1e"],
    textStyle: { fontFamily: "Be Vietnam Pro, sans-serif", color: ink, fontSize: 14 },
    grid: { left: 8, right: 16, top: names.length > 2 ? 36 : 16, bottom: 8, containLabel: true },
    legend: names.length > 2 ? { top: 0, textStyle: { color: ink } } : undefined,
    tooltip: { trigger: "axis", valueFormatter: (v) => (v == null ? "—" : v.toLocaleString("vi-VN")) },
    xAxis: { type: "category", data: rows.map((r) => r[0]), axisLabel: { color: ink } },
    yAxis: { type: "value", axisLabel: { color: ink, formatter: (v) => v.toLocaleString("vi-VN") } },
    series,
  })
  new ResizeObserver(() => chart.resize()).observe(box)
}
if (window.echarts) document.querySelectorAll("table[data-chart]").forEach((t) => t.rows.length > 2 && draw(t))
