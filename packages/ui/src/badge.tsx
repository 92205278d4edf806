import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** Meaning of a badge, which determines its color. */
export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'err' | 'info' | 'busy'

/** Classes of badges without a background. With the tone `ok`, only the icon is colored. */
const plainTones: Record<Tone, string> = {
  neutral: 'text-ink-2',
  accent: 'text-accent-text',
  ok: 'text-ink-2 [&_svg]:text-ok',
  warn: 'text-warn',
  err: 'text-err',
  info: 'text-info',
  busy: 'text-busy'
}

const tones: Record<Tone, string> = {
  neutral: 'bg-hover text-ink-2',
  accent: 'bg-accent-soft text-accent-text',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  err: 'bg-err-soft text-err',
  info: 'bg-info-soft text-info',
  busy: 'bg-busy-soft text-busy'
}

/**
 * Short text that shows a status, in the color of its tone. Warnings and errors have a soft background; other
 * tones have none. The text must say what the color means.
 */
export const Badge = ({
  tone = 'neutral',
  plain = tone !== 'warn' && tone !== 'err',
  icon,
  children,
  className
}: {
  tone?: Tone
  /**
   * True for a badge without a background, for states that need no action. The default is true for every tone
   * except `warn` and `err`.
   */
  plain?: boolean
  icon?: ReactNode
  children: ReactNode
  className?: string
}) => (
  <span
    className={cx(
      'tabular inline-flex h-5 shrink-0 items-center align-middle gap-1 rounded-pill text-small font-medium whitespace-nowrap [&_svg]:size-3',
      plain ? plainTones[tone] : cx('px-1.5', tones[tone]),
      className
    )}
  >
    {icon}
    {children}
  </span>
)
