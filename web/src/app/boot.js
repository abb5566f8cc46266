// Runs before the first paint; the page follows the system unless the person chose otherwise.
try {
  const theme = localStorage.getItem('glean.theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage is closed to this page: the system's theme it is.
}
