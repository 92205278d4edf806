import { type Finding, shownFlowName } from '@hookwright/model'
import { Notice } from '@hookwright/ui'

const MOST_SHOWN = 4

/** Warning before a version is made or deployed: outputs of the draft whose types a sample contradicts. */
export const UnfitNotice = ({ unfit }: { unfit: readonly Finding[] }) =>
  unfit.length === 0 ? null : (
    <Notice tone="warn">
      Samples in this browser contradict types of outputs in the draft.
      <ul className="m-0 mt-1 flex flex-col gap-1 pl-4">
        {unfit.slice(0, MOST_SHOWN).map(({ flowId, flowName, field, message }) => (
          <li key={`${flowId} ${field}`}>
            {shownFlowName(flowName)}: {message}
          </li>
        ))}
        {unfit.length > MOST_SHOWN && <li>{unfit.length - MOST_SHOWN} more, on the tab Deployment.</li>}
      </ul>
    </Notice>
  )
