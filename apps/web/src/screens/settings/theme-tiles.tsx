import { cx } from '@hookwright/ui'
import { useTheme } from '../../kit/theme/use-theme.tsx'

/** Miniature of the product in one theme: navigation, a sheet with cards, and their rail. */
const Drawing = ({ theme, className }: { theme: 'light' | 'dark'; className?: string }) => (
  <svg
    data-theme={theme}
    viewBox="0 0 160 100"
    className={cx('absolute inset-0 size-full', className)}
    role="presentation"
  >
    <rect width={160} height={100} className="fill-frame" />
    <rect x={8} y={10} width={8} height={8} rx={2.5} className="fill-accent" />
    <path
      d="M9.5 27H30M9.5 34H26M9.5 41H30"
      strokeWidth={3}
      strokeLinecap="round"
      className="stroke-line-2"
    />
    <rect x={40.5} y={5.5} width={114} height={89} rx={4} className="fill-surface stroke-line" />
    <path d="M51.5 18H80" strokeWidth={5} strokeLinecap="round" className="stroke-line-strong" />
    <path d="M85 54H108" strokeWidth={2} className="stroke-rail-done" />
    <rect x={49.5} y={37.5} width={36} height={33} rx={3} className="fill-canvas stroke-line-2" />
    <rect x={108.5} y={37.5} width={36} height={33} rx={3} className="fill-canvas stroke-line-2" />
  </svg>
)

const tiles = [
  { value: 'system', label: 'Match system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' }
] as const

/** Selection of the theme of this browser, with a preview of each theme. */
export const ThemeTiles = () => {
  const { theme, choice } = useTheme()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid with its buttons.
    <div role="group" aria-label="Theme" className="grid grid-cols-3 gap-4 max-sm:gap-2">
      {tiles.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={choice === value}
          onClick={() => theme.choose(value)}
          className="group flex min-w-0 flex-col gap-2 rounded-tile text-left"
        >
          <span
            aria-hidden
            className={cx(
              'relative aspect-[8/5] w-full overflow-hidden rounded-tile ring-inset',
              choice === value
                ? 'outline-2 outline-offset-2 outline-accent'
                : 'outline-1 outline-line-2 group-hover:outline-line-strong'
            )}
          >
            <Drawing theme={value === 'dark' ? 'dark' : 'light'} />
            {value === 'system' && (
              <Drawing theme="dark" className="[clip-path:polygon(58%_0,100%_0,100%_100%,42%_100%)]" />
            )}
          </span>
          <span
            className={cx('truncate text-label', choice === value ? 'text-ink' : 'font-normal text-ink-2')}
          >
            {label}
          </span>
        </button>
      ))}
    </div>
  )
}
