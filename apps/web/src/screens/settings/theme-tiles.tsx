import { cx } from '@hookwright/ui'
import { useTheme } from '../../kit/theme/use-theme.tsx'

/** Small drawing of the product in one theme: navigation, a sheet with a card, and its rail. */
const Drawing = ({ theme, className }: { theme: 'light' | 'dark'; className?: string }) => (
  <span data-theme={theme} className={cx('absolute inset-0 flex bg-frame', className)}>
    <span className="flex w-1/4 shrink-0 flex-col gap-1.5 px-2 pt-3">
      <span className="size-2.5 rounded-[3px] bg-accent" />
      <span className="mt-1 h-1 w-full rounded-full bg-line-2" />
      <span className="h-1 w-4/5 rounded-full bg-line-2" />
      <span className="h-1 w-full rounded-full bg-line-2" />
    </span>
    <span className="relative my-1.5 mr-1.5 grow overflow-hidden rounded-[5px] border border-line bg-surface">
      <span className="absolute top-3 left-3 h-1.5 w-10 rounded-full bg-line-strong" />
      <span className="absolute top-[2.4rem] right-3 left-3 h-0.5 bg-rail-done" />
      <span className="absolute top-7 left-3 h-9 w-12 rounded-[4px] border border-line-2 bg-canvas" />
      <span className="absolute top-7 left-19 h-9 w-12 rounded-[4px] border border-line-2 bg-canvas" />
    </span>
  </span>
)

const tiles = [
  { value: 'system', label: 'Match system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' }
] as const

/** Choice of the theme of this browser, with a small picture of each. */
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
              'relative h-24 w-full overflow-hidden rounded-tile ring-inset',
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
