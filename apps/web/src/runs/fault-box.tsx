import type { FaultData } from '@hookwright/model'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { CopyButton } from '../history/copy-button.tsx'
import { faultAsMarkdown, faultWords } from './fault-words.ts'

/** What failed: a title, why, the service's own words and what to try. */
export const FaultBox = ({
  fault,
  where,
  children
}: {
  fault: FaultData
  /** Where it failed, in words. */
  where: string
  /** What else can be done about it. */
  children?: ReactNode
}) => {
  const { title, cause, reply, tryThis } = faultWords(fault)
  return (
    <section
      aria-label="What failed"
      className="flex flex-col gap-2 rounded-m border border-err bg-err-soft p-3 text-body text-ink"
    >
      <h3 className="m-0 flex items-center gap-2 text-label">
        <CircleAlert aria-hidden className="size-4 shrink-0 text-err" strokeWidth={1.75} />
        {title}
      </h3>
      <p className="break-words">{cause}</p>
      {reply !== null && (
        <>
          <p className="text-small text-ink-2">The service said:</p>
          <pre className="m-0 max-h-48 overflow-y-auto rounded-s bg-surface p-2 font-code text-code break-words whitespace-pre-wrap">
            {reply}
          </pre>
        </>
      )}
      <p className="break-words">
        <span className="font-medium">What to try: </span>
        {tryThis}
      </p>
      <div className="flex flex-wrap gap-2">
        {children}
        <CopyButton size="card" text={faultAsMarkdown(fault, where)}>
          Copy as Markdown
        </CopyButton>
      </div>
    </section>
  )
}
