// Keys on the device: the buttons show themselves where the browser can do it; a refusal is said in words.
if (window.PublicKeyCredential) for (const button of document.querySelectorAll("[data-passkey]")) button.hidden = false

document.addEventListener("allauth.error", (event) => {
  event.preventDefault()
  const fault = document.getElementById("passkey_fault")
  if (fault) fault.hidden = false
})
