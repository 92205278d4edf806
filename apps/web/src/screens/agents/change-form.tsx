import type { FieldId } from '@hookwright/model'
import { Button, buttonClass, Notice } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import type { ExposedTool, FixedValuesOfTool } from './api-types.ts'
import { fixableFieldsOf, readFixed, typedOf } from './fixed-fields.ts'
import { FixedValues } from './fixed-values.tsx'

/** Form to edit the fixed values of a tool, which agents cannot change. */
const ValuesOfTool = ({
  tool,
  versionId,
  onSubmit,
  onDone
}: {
  tool: ExposedTool
  versionId: string
  onSubmit: (fixed: FixedValuesOfTool) => Promise<void>
  onDone: () => void
}) => {
  const { actionFlowId, connectionId } = tool
  const { data, error } = useQuery(useTrpc().actions.get.queryOptions({ versionId, actionFlowId }))
  const [typed, setTyped] = useState(() => typedOf(tool.fixed))
  const [errors, setErrors] = useState<Record<FieldId, string>>({})
  const [refusal, setRefusal] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  if (data === undefined)
    return error === null ? <Loading /> : <Notice tone="err">{faultOf(error).message}</Notice>

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    const read = readFixed(fixableFieldsOf(data.signature), typed)
    setErrors('errors' in read ? read.errors : {})
    setRefusal(null)
    if ('errors' in read) return
    setBusy(true)
    await onSubmit(read.fixed).catch(thrown => {
      setRefusal(faultOf(thrown).message)
      setBusy(false)
    })
  }
  return (
    <form noValidate onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {refusal !== null && <Notice tone="err">{refusal}</Notice>}
      <FixedValues
        signature={data.signature}
        {...{ versionId, connectionId, typed, errors, flowId: actionFlowId, onTyped: setTyped }}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy}>
          Save
        </Button>
      </div>
    </form>
  )
}

/**
 * Form to choose the fixed values of a tool. If they cannot be changed here, it explains that the flow must
 * be changed instead.
 */
export const ChangeForm = (props: {
  tool: ExposedTool
  onSubmit: (fixed: FixedValuesOfTool) => Promise<void>
  onDone: () => void
}) => {
  const { flowId, versionId, isAsMade, isOn } = props.tool
  if (versionId !== null && isAsMade) return <ValuesOfTool {...props} versionId={versionId} />
  return (
    <div className="flex flex-col gap-4">
      <Notice tone={isOn ? 'info' : 'warn'}>
        {isAsMade
          ? 'The flow of this tool is off. Turn the flow on, then change the fixed values here.'
          : 'The flow of this tool was edited, so its fixed values cannot be changed here. Change them in the flow, then apply the changes.'}
      </Notice>
      <div className="flex justify-end gap-2">
        <Button onClick={props.onDone}>Cancel</Button>
        <Link to="/flows/$flowId" params={{ flowId }} className={buttonClass({ look: 'primary' })}>
          Open flow
        </Link>
      </div>
    </div>
  )
}
