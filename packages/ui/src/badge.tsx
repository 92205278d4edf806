import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** Meaning of a badge's colour. */
export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'err' | 'info' | 'busy'

const tones: Record<Tone, string> = {
  neutral: 'bg-hover text-ink-2',
  accent: 'bg-accent-soft text-accent-text',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  err: 'bg-err-soft text-err',
  info: 'bg-info-soft text-info',
  busy: 'bg-busy-soft text-busy'
}

/** A word or a number on a soft ground. The tone never stands alone: the words say it too. */
export const Badge = ({
  tone = 'neutral',
  icon,
  children,
  className
}: {
  tone?: Tone
  icon?: ReactNode
  children: ReactNode
  className?: string
}) => (
  <span
    className={cx(
      'tabular inline-flex h-5 shrink-0 items-center align-middle gap-1 rounded-pill px-1.5 text-small font-medium whitespace-nowrap [&_svg]:size-3',
      tones[tone],
      className
    )}
  >
    {icon}
    {children}
  </span>
)
