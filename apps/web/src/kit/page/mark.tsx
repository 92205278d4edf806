/** Logo of the product: a hook with a drop, in the accent color. */
export const Mark = ({ size = 28 }: { size?: number }) => (
  <svg aria-hidden width={size} height={size} viewBox="0 0 32 32">
    <rect width="32" height="32" rx="8" className="fill-accent" />
    <path
      d="M10 7v18M22 7v8a5 5 0 0 1-5 5h-7"
      className="fill-none stroke-on-accent"
      strokeWidth={3}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
    <circle cx="22" cy="24" r="2.4" className="fill-on-accent" />
  </svg>
)
