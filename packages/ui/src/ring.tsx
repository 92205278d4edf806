/** Ring that fills with progress. With reduced motion, it shows the elapsed seconds instead. */
export const Ring = ({
  part,
  label,
  size = 20
}: {
  /** Filled fraction, 0 to 1. */
  part: number
  /** Accessible name, which says what makes progress. */
  label: string
  /** Size in pixels. */
  size?: number
}) => {
  const radius = size / 2 - 2
  const round = 2 * Math.PI * radius
  return (
    <svg
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(part * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      className="-rotate-90 text-busy"
    >
      <circle cx={size / 2} cy={size / 2} r={radius} fill="none" strokeWidth={2} className="stroke-line" />
      <circle
        cx={size / 2}
        cy={size / 2}
        r={radius}
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeDasharray={round}
        strokeDashoffset={round * (1 - Math.min(1, Math.max(0, part)))}
      />
    </svg>
  )
}
