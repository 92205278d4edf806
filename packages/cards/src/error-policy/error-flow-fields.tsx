import type { OutputPort } from '@hookwright/engine'
import { shownFlowName } from '@hookwright/model'
import { Checkbox } from '@hookwright/ui'
import { useState } from 'react'
import { errorFlowName } from '../template/helper-name.ts'
import { ChooseFlow } from '../view/choose-flow.tsx'
import { FlowLink } from '../view/flow-link.tsx'
import { useWorkbench } from '../view/workbench.ts'
import { errorFlowTemplate } from './error-flow-template.ts'
import type { PolicyDraft, PolicyErrors } from './policy-draft.ts'

/** Control for choosing the helper flow that runs after an error of a card. */
export const ErrorFlowFields = ({
  name,
  outputs,
  draft,
  errors,
  onChange
}: {
  /** Name of the card. */
  name: string
  outputs: readonly OutputPort[]
  draft: PolicyDraft
  errors: PolicyErrors
  onChange: (part: Partial<PolicyDraft>) => void
}) => {
  const bench = useWorkbench()
  const flows = bench.useFlows(['helper'])
  const [making, setMaking] = useState(false)
  const { flowId } = draft
  const flow = flows.find(({ id }) => id === flowId)
  const create = async (): Promise<void> => {
    if (making) return
    setMaking(true)
    const doc = errorFlowTemplate(outputs, bench.newId)
    const created = await bench.createFlow({ name: errorFlowName(name), doc })
    setMaking(false)
    if (created === null) return
    onChange({ flowId: created.id })
    bench.openInNewTab(created.id)
  }
  const labels = outputs.map(({ label }) => `“${label}”`).join(', ')
  return (
    <section aria-label="Helper flow after an error" className="flex flex-col gap-3">
      <div className="flex items-center gap-1">
        <ChooseFlow
          label="Helper flow"
          flows={flows}
          chosen={
            flowId === null
              ? null
              : {
                  id: flowId,
                  name: flow === undefined ? 'Deleted flow' : shownFlowName(flow.name),
                  lost: flow === undefined
                }
          }
          none="There is no helper flow yet."
          onChoose={({ id }) => onChange({ flowId: id })}
          onCreate={() => void create()}
          making={making}
        />
        {flow !== undefined && <FlowLink flowId={flow.id} name={shownFlowName(flow.name)} />}
      </div>
      <p className="m-0 text-small text-ink-2">
        {errors.flowId ??
          'In the helper flow, the output Error of the Helper Flow card contains the error and the inputs of this card.'}
        {outputs.length > 0 &&
          !draft.stops &&
          ` Values that the helper flow returns as ${labels} become the outputs of this card.`}
      </p>
      <Checkbox
        label="Stop the flow afterwards"
        checked={draft.stops}
        onCheckedChange={stops => onChange({ stops })}
      />
    </section>
  )
}
