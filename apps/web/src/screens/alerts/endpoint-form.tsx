import { alertKinds, alertTitles } from '@hookwright/model'
import { Button, Checkbox, Notice, RadioGroup, TextField } from '@hookwright/ui'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import type { ListedEndpoint } from './api-types.ts'

export type EndpointDraft = Pick<ListedEndpoint, 'url' | 'kinds'>

const choices = [
  { value: 'all', label: 'All kinds', description: 'Includes kinds of alerts that later versions add.' },
  { value: 'some', label: 'Selected kinds' }
] as const

/** Returns the validation error for a URL, as a sentence; null for a valid one. */
const errorOf = (url: string): string | null =>
  /^https?:\/\/[^/\s]/.test(url) ? null : 'Enter a full URL that begins with https:// or http://.'

/** Form for an alert endpoint: its URL and the kinds of alerts to receive. */
export const EndpointForm = ({
  initial,
  verb,
  onSubmit,
  onDone
}: {
  initial: EndpointDraft
  verb: string
  onSubmit: (draft: EndpointDraft) => Promise<void>
  onDone: () => void
}) => {
  const [{ url, kinds }, setDraft] = useState(initial)
  const [touched, setTouched] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const error = errorOf(url)
  const chosen = kinds ?? []

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTouched(true)
    if (error !== null || kinds?.length === 0 || busy) return
    setBusy(true)
    try {
      await onSubmit({ url, kinds })
    } catch (thrown) {
      setRefused(faultOf(thrown).message)
      setBusy(false)
    }
  }

  return (
    <form noValidate onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {refused !== null && <Notice tone="err">{refused}</Notice>}
      <TextField
        label="Address"
        required
        type="url"
        autoComplete="off"
        placeholder="https://pager.example.com/hooks/alerts"
        value={url}
        onValueChange={value => setDraft({ url: value, kinds })}
        error={touched ? error : null}
        description="Each alert is posted to this URL, signed according to Standard Webhooks."
      />
      <RadioGroup
        label="Alerts to send"
        choices={choices}
        value={kinds === null ? 'all' : 'some'}
        onValueChange={value => setDraft({ url, kinds: value === 'all' ? null : [] })}
      />
      {kinds !== null && (
        <fieldset className="m-0 flex flex-col gap-2 border-0 p-0 pl-6">
          <legend className="sr-only">Kinds</legend>
          {alertKinds.map(kind => (
            <Checkbox
              key={kind}
              label={alertTitles[kind]}
              checked={chosen.includes(kind)}
              onCheckedChange={on =>
                setDraft({ url, kinds: on ? [...chosen, kind] : chosen.filter(other => other !== kind) })
              }
            />
          ))}
          {touched && kinds.length === 0 && (
            <p role="alert" className="m-0 text-small text-err">
              Choose at least one kind.
            </p>
          )}
        </fieldset>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy}>
          {verb}
        </Button>
      </div>
    </form>
  )
}
