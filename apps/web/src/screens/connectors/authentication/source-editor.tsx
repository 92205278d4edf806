import { methodLimits } from '@hookwright/model'
import { Checkbox, Select, TextField } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useConnector } from '../use-connector.ts'
import type { FieldDraft } from './authentication-draft.ts'

const sources = [
  { value: 'entered', label: 'Entered in the connection', hint: 'Users enter the value' },
  { value: 'fixed', label: 'Fixed value', hint: 'The same for all connections' },
  {
    value: 'helper',
    label: 'From a helper flow',
    hint: 'Set by the helper flow when the connection is created'
  }
] as const

/** Editor of the source of a field: the user, a fixed value, or a helper flow. */
export const SourceEditor = ({
  field,
  error,
  onChange
}: {
  field: FieldDraft
  error: string | undefined
  onChange: (change: Partial<FieldDraft>) => void
}) => {
  const { id: connectorId } = useConnector()
  const { data: flows = [] } = useQuery({
    ...useTrpc().makerFlows.summaries.queryOptions({ connectorId }),
    enabled: field.source === 'helper'
  })
  const helpers = flows.filter(({ kind, active }) => kind === 'helper' && active)
  const { source } = field
  return (
    <>
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <Select
          label="Value"
          choices={sources}
          value={source}
          onValueChange={next =>
            onChange({
              source: next,
              ...(next !== 'entered' && { required: false }),
              // A version holds no secrets.
              ...((next === 'fixed' || field.entry === 'dropdown') && { entry: 'text' as const })
            })
          }
        />
        {source === 'fixed' && (
          <TextField
            label="Fixed value"
            autoComplete="off"
            spellCheck={false}
            maxLength={methodLimits.fixedValue}
            value={field.fixedValue}
            onValueChange={fixedValue => onChange({ fixedValue })}
          />
        )}
        {source === 'helper' && (
          <Select
            label="Helper flow"
            required
            placeholder="Choose a flow…"
            choices={helpers.map(({ id, name }) => ({ value: id, label: name ?? '' }))}
            value={field.flowId === '' ? null : field.flowId}
            error={error}
            onValueChange={flowId => onChange({ flowId })}
            description="The value is the first output of the flow. The flow runs without the credentials of the connection."
          />
        )}
      </div>
      {source !== 'entered' && (
        <Checkbox
          label="Show in the connection form"
          checked={field.shown}
          onCheckedChange={shown => onChange({ shown })}
        />
      )}
    </>
  )
}
