const gap = 4;
const margin = 8;

/** Puts a popup below an element, above it where there is more room, and always inside the window. */
export function place(popup: HTMLElement, beside: HTMLElement, align: 'start' | 'end'): void {
  const at = beside.getBoundingClientRect();
  const below = window.innerHeight - at.bottom - gap - margin;
  const above = at.top - gap - margin;
  popup.style.maxHeight = '';
  const { width, height } = popup.getBoundingClientRect();
  const isBelow = height <= below || below >= above;
  const left = align === 'start' ? at.left : at.right - width;
  popup.style.maxHeight = `${Math.max(80, isBelow ? below : above)}px`;
  popup.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`;
  popup.style.top = isBelow ? `${at.bottom + gap}px` : `${Math.max(margin, at.top - gap - height)}px`;
}
