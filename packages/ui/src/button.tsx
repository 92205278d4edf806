import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'

/** Small spinner next to the text of an action in progress. Hidden from screen readers. */
export const Spinner = ({ className }: { className?: string | undefined }) => (
  <LoaderCircle aria-hidden className={cx('size-4 animate-spin', className)} strokeWidth={1.75} />
)

/**
 * Style of a button. `primary` is for the main action, `danger` for an action that cannot be undone, `plain`
 * for others. `quiet` has no border.
 */
export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger'

const looks: Record<ButtonLook, string> = {
  // Half of the ink would still look like a button to press.
  primary: 'bg-solid text-on-solid enabled:hover:bg-solid-hover disabled:bg-line disabled:text-ink-2',
  plain:
    'border border-line-2 bg-surface text-ink enabled:hover:bg-hover disabled:opacity-50 [&_svg]:text-ink-2',
  quiet:
    'text-ink-2 enabled:hover:bg-hover enabled:hover:text-ink disabled:opacity-50 data-popup-open:bg-hover',
  danger: 'bg-err text-on-err enabled:hover:opacity-90 disabled:opacity-50'
}

export interface ButtonProps extends ComponentProps<'button'> {
  look?: ButtonLook
  /** Size of the button. `card` is smaller, for use in a card. */
  size?: 'page' | 'card'
  icon?: ReactNode
  /**
   * True while the action is in progress. The button then stays focusable, announces its state to screen
   * readers, and ignores clicks.
   */
  busy?: boolean
}

/** Returns the classes of a button, for links that look like a button. */
export const buttonClass = (params: { look?: ButtonLook; size?: 'page' | 'card' } = {}): string =>
  cx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-s whitespace-nowrap select-none text-label',
    'transition-colors duration-(--dur-1) disabled:cursor-not-allowed aria-busy:opacity-70',
    params.size === 'card' ? 'h-(--h-control-card) px-2.5' : 'h-(--h-control) px-3',
    looks[params.look ?? 'plain']
  )

/** Button with a text label. */
export const Button = ({
  look = 'plain',
  size = 'page',
  icon,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    className={cx(buttonClass({ look, size }), className)}
    aria-busy={busy || undefined}
    onClick={busy ? event => event.preventDefault() : onClick}
    {...rest}
  >
    {busy ? <Spinner /> : icon}
    {children}
  </button>
)
