import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { tipAttributes } from './watch-tips.ts'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  /** Accessible name, a verb. It is also the tooltip unless `tip` is given. */
  label: string
  icon: ReactNode
  tip?: string
  /** Keyboard shortcut of the same action, as displayed. */
  shortcut?: string | undefined
  size?: 'page' | 'card' | 'small'
  look?: 'quiet' | 'plain' | 'danger'
}

// On phones the small ones are 40 px high to hit.
const sizes = {
  page: 'size-(--h-control)',
  card: 'size-(--h-control-card)',
  small: 'size-6 max-md:relative max-md:after:absolute max-md:after:-inset-x-0.5 max-md:after:-inset-y-2'
}

const looks = {
  quiet:
    'text-ink-2 enabled:hover:bg-hover enabled:hover:text-ink data-popup-open:bg-hover aria-pressed:bg-accent-soft aria-pressed:text-accent-text',
  plain: 'border border-line-2 bg-surface text-ink-2 enabled:hover:bg-hover enabled:hover:text-ink',
  danger: 'text-ink-2 enabled:hover:bg-err-soft enabled:hover:text-err'
}

/**
 * Button that shows only an icon. Its name is read by screen readers, and shown as a tooltip on hover and
 * focus.
 */
export const IconButton = ({
  label,
  icon,
  tip,
  shortcut,
  size = 'page',
  look = 'quiet',
  className,
  ...rest
}: IconButtonProps) => (
  <button
    type="button"
    aria-label={label}
    {...tipAttributes({ tip: tip ?? label, shortcut })}
    className={cx(
      'inline-flex shrink-0 items-center justify-center rounded-s transition-colors duration-(--dur-1)',
      'disabled:opacity-50 disabled:cursor-not-allowed [&_svg]:size-4',
      sizes[size],
      looks[look],
      className
    )}
    {...rest}
  >
    {icon}
  </button>
)
