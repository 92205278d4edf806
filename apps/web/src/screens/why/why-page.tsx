import { shownFlowName } from '@hookwright/model'
import { Notice, Spinner } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { useRef } from 'react'
import { FlowTabs } from '../../features/history/flow-tabs.tsx'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useFlowNames } from '../../kit/api/use-flow-names.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { FixButton } from './fix-button.tsx'
import { summaryOf } from './format-why.ts'
import { WhyRow } from './why-row.tsx'

/**
 * Page that explains why a flow did not run. It checks each stage from an event to a run, live and with
 * fixes.
 */
export const WhyPage = () => {
  const { flowId = '' } = useParams({ strict: false })
  const trpc = useTrpc()
  const { data: lines, error } = useQuery(trpc.flows.why.queryOptions({ flowId }))
  const flows = useFlowNames()
  const name = shownFlowName(flows?.find(({ id }) => id === flowId)?.name)
  usePageTitle('Why didn’t it run?')
  const heading = useRef<HTMLHeadingElement>(null)
  const summary = lines && summaryOf(lines)
  return (
    <div className="flex min-h-0 grow flex-col">
      <FlowTabs flowId={flowId} />
      <div className="min-h-0 grow overflow-y-auto">
        <div className="flex flex-col gap-4 px-8 py-6 max-md:p-4">
          {/* The link above names the page to those who see it. */}
          <h1 ref={heading} tabIndex={-1} className="sr-only">
            Why didn’t it run?
          </h1>
          {lines === undefined && error === null && <Spinner />}
          {lines === undefined && error !== null && <Notice tone="err">{faultOf(error).message}</Notice>}
          {summary?.tone === 'ok' && (
            <p role="status" className="m-0 flex items-center gap-3 text-h3 text-ink">
              <Check aria-hidden className="mx-1.5 size-4 shrink-0 text-ok" strokeWidth={2} />
              {summary.says}
            </p>
          )}
          {summary !== undefined && summary.tone !== 'ok' && (
            <Notice tone={summary.tone}>{summary.says}</Notice>
          )}
          {lines !== undefined && (
            <ol aria-label="Checks" className="isolate m-0 list-none border-t border-line p-0 pt-2">
              {lines.map(line => (
                <WhyRow key={line.place} line={line}>
                  {line.fixes.map((fix, at) => (
                    <FixButton
                      key={fix.do}
                      fix={fix}
                      flowId={flowId}
                      name={name}
                      isFirst={line.isCause && at === 0}
                      // What was pressed goes when it has done its work; the keyboard goes on from the top then.
                      onDone={() => heading.current?.focus()}
                    />
                  ))}
                </WhyRow>
              ))}
            </ol>
          )}
        </div>
      </div>
    </div>
  )
}
