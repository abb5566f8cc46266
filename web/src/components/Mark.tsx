/** An ear of grain: what is left on the field is gleaned. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className="size-7 shrink-0">
      <rect width="32" height="32" rx="8" fill="#1f4fa3" />
      <path
        d="M16 27V12M16 15c-4 0-6-2.5-6-6 4 0 6 2.5 6 6Zm0 0c4 0 6-2.5 6-6-4 0-6 2.5-6 6Zm0 6.5c-4 0-6-2.5-6-6 4 0 6 2.5 6 6Zm0 0c4 0 6-2.5 6-6-4 0-6 2.5-6 6Z"
        fill="#f5d77d"
        stroke="#f5d77d"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
