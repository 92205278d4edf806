/** A service's own picture, or its first letter, on a soft tint of its own colour. The colour never stands behind text alone. */
export const BrandMark = ({
  name,
  logo,
  accent,
  size = 32
}: {
  name: string
  /** A picture as a data URL. */
  logo: string | null
  /** A colour such as `#1d4ed8`. */
  accent: string
  /** In pixels. */
  size?: number
}) => (
  <span
    aria-hidden
    className="inline-flex shrink-0 items-center justify-center overflow-hidden rounded-s text-ink"
    style={{
      width: size,
      height: size,
      fontSize: size * 0.44,
      fontWeight: 600,
      background: `color-mix(in srgb, ${accent} var(--tint), var(--bg-surface))`
    }}
  >
    {logo === null ? (
      name.trim().slice(0, 1).toUpperCase() || '·'
    ) : (
      <img src={logo} alt="" className="size-[72%] object-contain" />
    )}
  </span>
)
