// Sets light or dark before the first paint, so that no page flashes in the other one.
// A file of its own, not inline, because the content security policy allows no inline scripts.
(() => {
  let scheme = 'auto';
  try {
    scheme = localStorage.getItem('perigee-scheme') ?? 'auto';
  } catch {
    // Storage can be forbidden; then the system decides.
  }
  const dark =
    scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
