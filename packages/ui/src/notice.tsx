import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

const looks = {
  info: { icon: Info, box: 'bg-info-soft', mark: 'text-info' },
  ok: { icon: CircleCheck, box: 'bg-ok-soft', mark: 'text-ok' },
  warn: { icon: TriangleAlert, box: 'bg-warn-soft', mark: 'text-warn' },
  err: { icon: CircleAlert, box: 'bg-err-soft', mark: 'text-err' }
}

/**
 * Message in the page: what happened, why, and what to do next. Screen readers announce errors immediately.
 */
export const Notice = ({
  tone,
  children,
  action,
  className
}: {
  tone: keyof typeof looks
  children: ReactNode
  action?: ReactNode
  className?: string
}) => {
  const { icon: Icon, box, mark } = looks[tone]
  return (
    <div
      role={tone === 'err' ? 'alert' : 'status'}
      className={cx(
        'flex flex-wrap items-start gap-2 rounded-tile px-3 py-2.5 text-body text-ink',
        box,
        className
      )}
    >
      <div className="flex min-w-0 flex-[1_1_16rem] gap-2">
        <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', mark)} strokeWidth={1.75} />
        <div className="min-w-0 grow break-words">{children}</div>
      </div>
      {/* As high as a line, so that a sentence of one line stands level with its button, which goes below a long one. */}
      {action !== undefined && <div className="-my-1 ml-auto shrink-0 max-sm:my-0">{action}</div>}
    </div>
  )
}
