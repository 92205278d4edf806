import { Checkbox, Select, Switch, TextField } from '@hookwright/ui'
import type { DelayUnit, PolicyDraft, PolicyErrors } from './policy-draft.ts'

const units: { value: DelayUnit; label: string }[] = [
  { value: 'seconds', label: 'Seconds' },
  { value: 'minutes', label: 'Minutes' },
  { value: 'hours', label: 'Hours' }
]

const conditions: { value: PolicyDraft['on']; label: string; hint: string }[] = [
  { value: 'temporary', label: 'Temporary errors', hint: 'No response, 408, 425, 429 and 5xx' },
  { value: 'any', label: 'Any error of a request', hint: 'Includes 404 and responses that are not JSON' },
  { value: 'named', label: 'Selected errors', hint: 'The statuses that you enter' }
]

const describe = ({ retries, after }: PolicyDraft): string => {
  if (retries) return 'The run waits before each retry. Requests that succeeded are not repeated.'
  return after === 'stop'
    ? 'Off: temporary errors are retried for up to a day if repeating the request is safe.'
    : 'Off: a failed request is not retried.'
}

/** Controls for the retries of a card's requests. */
export const RetryFields = ({
  draft,
  errors,
  onChange
}: {
  draft: PolicyDraft
  errors: PolicyErrors
  onChange: (part: Partial<PolicyDraft>) => void
}) => (
  <section aria-label="Retry settings" className="flex flex-col gap-3">
    <Switch
      label="Retry failed requests"
      description={describe(draft)}
      checked={draft.retries}
      onCheckedChange={retries => onChange({ retries })}
    />
    {draft.retries && (
      <div className="ml-11 flex flex-col gap-3 max-md:ml-0">
        <div className="flex flex-wrap items-start gap-3">
          <TextField
            label="Retries"
            inputMode="numeric"
            value={draft.times}
            error={errors.times}
            className="w-24"
            onValueChange={times => onChange({ times })}
          />
          <TextField
            label="Delay"
            inputMode="numeric"
            value={draft.delay}
            error={errors.delay}
            className="w-28"
            onValueChange={delay => onChange({ delay })}
          />
          <Select
            label="Unit"
            choices={units}
            value={draft.unit}
            className="w-36"
            onValueChange={unit => onChange({ unit })}
          />
        </div>
        <Switch
          label="Double the delay after each retry"
          checked={draft.doubles}
          onCheckedChange={doubles => onChange({ doubles })}
        />
        <Select
          label="Retry on"
          choices={conditions}
          value={draft.on}
          onValueChange={on => onChange({ on })}
        />
        {draft.on === 'named' && (
          <>
            <TextField
              label="Statuses"
              description="Separate statuses by commas. 5xx stands for all statuses from 500 to 599."
              value={draft.statuses}
              error={errors.statuses}
              onValueChange={statuses => onChange({ statuses })}
            />
            <Checkbox
              label="No response"
              checked={draft.noResponse}
              onCheckedChange={noResponse => onChange({ noResponse })}
            />
          </>
        )}
        <Switch
          label="Repeat requests that may have reached the service"
          description="Applies to POST and PATCH. Every attempt has the same Idempotency-Key header; turn it on if the service supports that, or if a second request does no harm."
          checked={draft.repeatsUnsafe}
          onCheckedChange={repeatsUnsafe => onChange({ repeatsUnsafe })}
        />
      </div>
    )}
  </section>
)
