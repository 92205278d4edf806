import { type Finding, shownFlowName } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { formatFindingCount } from './group-findings.ts'

const MOST_SHOWN = 4

/** Warnings of the draft, shown before a version is created or deployed. */
export const WarningsNotice = ({ warnings }: { warnings: readonly Finding[] }) =>
  warnings.length === 0 ? null : (
    <Notice tone="warn">
      The draft has {formatFindingCount(warnings.length, 'warning')}.
      <ul className="m-0 mt-1 flex flex-col gap-1 pl-4">
        {warnings.slice(0, MOST_SHOWN).map(({ flowId, flowName, code, field, message }) => (
          <li key={`${flowId} ${code} ${field} ${message}`}>
            {flowId === null ? '' : `${shownFlowName(flowName)}: `}
            {message}
          </li>
        ))}
        {warnings.length > MOST_SHOWN && <li>{warnings.length - MOST_SHOWN} more on the Deployment tab.</li>}
      </ul>
    </Notice>
  )
