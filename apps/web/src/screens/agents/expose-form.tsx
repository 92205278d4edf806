import type { FieldId } from '@hookwright/model'
import { Button, Combobox, Notice, Select, Switch } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import type { FixedValuesOfTool } from './api-types.ts'
import { fixableFieldsOf, readFixed, type TypedValues, typedOf } from './fixed-fields.ts'
import { FixedValues } from './fixed-values.tsx'

/** Data for exposing an action as a tool. */
export interface ExposeChoice {
  versionId: string
  actionFlowId: string
  connectionId: string | null
  asksFirst: boolean
  fixed: FixedValuesOfTool
}

/** Form to expose an action as a tool, with its connection, fixed values and approval. */
export const ExposeForm = ({
  onSubmit,
  onDone
}: {
  onSubmit: (choice: ExposeChoice) => Promise<void>
  onDone: () => void
}) => {
  const trpc = useTrpc()
  const offers = useQuery(trpc.actions.list.queryOptions())
  const [connectorId, setConnectorId] = useState<string | null>(null)
  const [actionFlowId, setActionFlowId] = useState<string | null>(null)
  const [connectionId, setConnectionId] = useState<string | null>(null)
  const [asksFirst, setAsksFirst] = useState(true)
  /** Fixed values as typed by the person; null while they still have their initial values. */
  const [ownTyped, setTyped] = useState<TypedValues | null>(null)
  const [valueErrors, setValueErrors] = useState<Record<FieldId, string>>({})
  const [touched, setTouched] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const connector = offers.data?.find(offer => offer.connectorId === connectorId)
  const needsConnection = connector?.needsConnection === true
  const connections = useQuery({
    ...trpc.connections.list.queryOptions({ connectorId: connectorId ?? '' }),
    enabled: needsConnection
  })
  const versionId = connector?.versionId ?? ''
  const action = useQuery({
    ...trpc.actions.get.queryOptions({ versionId, actionFlowId: actionFlowId ?? '' }),
    enabled: connector !== undefined && actionFlowId !== null
  })
  const tools = useQuery(trpc.agents.tools.queryOptions())
  const existing = tools.data?.find(
    tool =>
      tool.connectorId === connectorId &&
      tool.actionFlowId === actionFlowId &&
      tool.connectionId === connectionId
  )
  const typed = ownTyped ?? typedOf(existing?.fixed ?? [])
  // It can send any request, so it cannot be a tool.
  const actions = (connector?.actions ?? []).filter(({ name }) => name !== 'Custom API Action')
  const usable = connections.data ?? []
  const errors = {
    connector: connector === undefined ? 'Choose a connector.' : null,
    action: actionFlowId === null ? 'Choose an action.' : null,
    connection: needsConnection && connectionId === null ? 'Choose a connection.' : null
  }

  const chooseAction = (id: string | null): void => {
    setActionFlowId(id)
    setTyped(null)
    setValueErrors({})
  }

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTouched(true)
    if (connector === undefined || actionFlowId === null || busy) return
    if (action.data === undefined) return
    const read = readFixed(fixableFieldsOf(action.data.signature), typed)
    setValueErrors('errors' in read ? read.errors : {})
    if ('errors' in read || errors.connection !== null) return
    setBusy(true)
    setRefusal(null)
    try {
      await onSubmit({ versionId, actionFlowId, connectionId, asksFirst, fixed: read.fixed })
    } catch (thrown) {
      setRefusal(faultOf(thrown).message)
      setBusy(false)
    }
  }

  if (offers.data === undefined) {
    return offers.error === null ? <Loading /> : <Notice tone="err">{faultOf(offers.error).message}</Notice>
  }
  return (
    <form noValidate onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {refusal !== null && <Notice tone="err">{refusal}</Notice>}
      <Combobox
        label="Connector"
        required
        choices={offers.data.map(({ connectorId: value, connectorName: label }) => ({ value, label }))}
        value={connectorId}
        onValueChange={value => {
          setConnectorId(value)
          chooseAction(null)
          setConnectionId(null)
        }}
        empty="No connector with actions has this name."
        error={touched ? errors.connector : null}
      />
      <Combobox
        label="Action"
        required
        choices={actions.map(({ flowId: value, name: label, description }) => ({
          ...{ value, label },
          ...(description !== '' && { hint: description })
        }))}
        value={actionFlowId}
        onValueChange={chooseAction}
        empty={connector === undefined ? 'Choose a connector first.' : 'No action has this name.'}
        error={touched ? errors.action : null}
      />
      {needsConnection && (
        <Select
          label="Connection"
          description="Calls of agents use this connection. Agents never see its values."
          required
          choices={usable.map(({ id: value, name: label }) => ({ value, label }))}
          value={connectionId}
          onValueChange={setConnectionId}
          error={touched ? errors.connection : null}
          {...(usable.length === 0 && { note: 'There is no connection yet. Add one under Connections.' })}
        />
      )}
      {existing !== undefined && (
        <Notice tone="info">
          You already expose this action as the tool “{existing.name}”. Exposing it again replaces the
          settings of this tool.
        </Notice>
      )}
      {action.error !== null && <Notice tone="err">{faultOf(action.error).message}</Notice>}
      {action.data !== undefined && actionFlowId !== null && (
        <FixedValues
          signature={action.data.signature}
          {...{
            versionId,
            connectionId,
            typed,
            flowId: actionFlowId,
            errors: valueErrors,
            onTyped: setTyped
          }}
        />
      )}
      <Switch
        label="Ask me first"
        description="Each call waits until a person approves it."
        checked={asksFirst}
        onCheckedChange={setAsksFirst}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy}>
          Expose
        </Button>
      </div>
    </form>
  )
}
