// Hidden inputs named "zone" tell the server which clock hangs on this wall.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const input of document.querySelectorAll('input[type="hidden"][name="zone"]')) {
  if (zone && !input.value) input.value = zone;
}
