import type { RunKind } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { FaultHelp } from '../../kit/help/help-link.tsx'
import { CopyButton } from '../history/copy-button.tsx'
import type { Failure } from './failure.ts'
import { formatFault } from './format-fault.ts'
import { ServiceReply } from './service-reply.tsx'

/** Explanation of a failure: title, cause, reply of the service and advice. */
export const FaultBox = ({
  failure: { fault, reply },
  kind,
  report,
  children
}: {
  failure: Failure
  /** Kind of the failed run, which determines the advice. */
  kind: RunKind
  /** Returns a Markdown report for someone who can help. */
  report?: () => string
  /** Additional buttons. */
  children?: ReactNode
}) => {
  const { title, cause, tryThis } = formatFault(fault, kind)
  const { connectionId } = fault.details
  return (
    <section
      aria-label="Error details"
      className="flex flex-col gap-2 rounded-m bg-err-soft p-3 text-body text-ink"
    >
      <h3 className="m-0 flex items-center gap-2 text-label">
        <CircleAlert aria-hidden className="size-4 shrink-0 text-err" strokeWidth={1.75} />
        {title}
      </h3>
      <p className="m-0 break-words">{cause}</p>
      {reply !== null && <ServiceReply reply={reply} />}
      <p className="m-0 break-words">
        <span className="font-medium">Next step: </span>
        {tryThis}
      </p>
      <FaultHelp code={fault.code} />
      {(children !== undefined || report !== undefined || connectionId !== undefined) && (
        <div className="flex flex-wrap gap-2">
          {connectionId !== undefined && (
            <Link
              to="/connections"
              search={{ connection: String(connectionId) }}
              className={buttonClass({ size: 'card' })}
            >
              Open connection
            </Link>
          )}
          {children}
          {report !== undefined && (
            <CopyButton size="card" text={async () => report()}>
              Copy as Markdown
            </CopyButton>
          )}
        </div>
      )}
    </section>
  )
}
