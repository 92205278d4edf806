import {
  type ConnectionForm,
  type ConnectionValues,
  type MethodForm,
  SELECTED_SCOPES
} from '@hookwright/model'
import { Button, Notice, Select, TextField } from '@hookwright/ui'
import { type FormEvent, useId, useRef, useState } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { ConnectionFields, valueIn } from '../authentication/connection-fields.tsx'
import { kindLabels } from '../authentication/kind-labels.ts'
import { defaultScopes, ScopeChoices } from '../authentication/scope-choices.tsx'

/** Submitted values of a connection form. */
export interface Filled {
  name: string
  methodId: string
  values: ConnectionValues
}

/**
 * Returns the values to keep when the method changes: those of fields that both methods have. Passwords are
 * not kept.
 */
const sharedValues = (
  values: Record<string, string>,
  from: MethodForm['fields'],
  to: MethodForm['fields']
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).filter(([id]) => {
      const before = from.find(field => field.id === id)
      return to.some(
        ({ entry, label, ...field }) =>
          field.id === id && label === before?.label && entry === before.entry && entry !== 'password'
      )
    })
  )

/**
 * Form for the name and values of a connection. Missing values are reported at their field, other errors at the top.
 */
export const ValuesForm = ({
  form,
  methodId: usedMethod,
  withName,
  verb,
  onSubmit,
  onDone
}: {
  form: ConnectionForm
  /** Method that is selected at first; the first method by default. */
  methodId?: string
  /** True if the form includes a name. */
  withName: boolean
  /** Label of the submit button, before “and sign in” if a sign-in follows. */
  verb: string
  /** Submits the form. The form shows the error of a rejection. */
  onSubmit: (filled: Filled, method: MethodForm) => Promise<void>
  onDone: () => void
}) => {
  const methodWith = (id: string | undefined): MethodForm => form.find(each => each.id === id) ?? form[0]
  const [methodId, setMethodId] = useState(usedMethod)
  const method = methodWith(methodId)
  const { fields, scopes, signsIn, lacksClient = false } = method
  const [name, setName] = useState('')
  const [values, setValues] = useState<Record<string, string>>({})
  const [selected, setSelected] = useState(() => defaultScopes(scopes))
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const element = useRef<HTMLFormElement>(null)
  const lackId = useId()
  // Configuration values are shown, and not entered.
  const asked = fields.filter(({ source }) => source === undefined)
  const missing = asked.filter(field => field.required && valueIn(field, values) === '').map(({ id }) => id)
  const nameMissing = withName && name.trim() === ''

  const choose = (id: string): void => {
    const next = methodWith(id)
    setMethodId(id)
    setValues(sharedValues(values, fields, next.fields))
    setSelected(defaultScopes(next.scopes))
    setTried(false)
  }

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy || lacksClient) return
    setTried(true)
    if (nameMissing || missing.length > 0) {
      const boxes = element.current?.querySelectorAll<HTMLInputElement>('[aria-required=true]') ?? []
      Array.from(boxes)
        .find(({ value }) => value === '')
        ?.focus()
      return
    }
    setBusy(true)
    setRefused(null)
    try {
      const filled = asked
        // A line break behind a secret that was pasted is no part of it.
        .map(field => [field.id, valueIn(field, values).replace(/[\r\n]+$/, '')])
        .filter(([, value]) => value !== '')
      const entered = {
        ...Object.fromEntries(filled),
        ...(scopes.length > 0 && { [SELECTED_SCOPES]: selected.join(' ') })
      }
      await onSubmit({ name: name.trim(), methodId: method.id, values: entered }, method)
      onDone()
    } catch (thrown) {
      setRefused(faultOf(thrown).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form ref={element} noValidate onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {refused !== null && <Notice tone="err">{refused}</Notice>}
      {withName && (
        <TextField
          label="Connection name"
          required
          autoComplete="off"
          maxLength={100}
          value={name}
          onValueChange={setName}
          error={tried && nameMissing ? 'Enter a name.' : null}
        />
      )}
      {form.length > 1 && (
        <Select
          label="Authentication method"
          choices={form.map(each => ({ value: each.id, label: each.name ?? kindLabels[each.kind] }))}
          value={method.id}
          onValueChange={choose}
        />
      )}
      <ConnectionFields fields={fields} values={values} onChange={setValues} missing={tried ? missing : []} />
      {scopes.length > 0 && <ScopeChoices scopes={scopes} selected={selected} onChange={setSelected} />}
      {lacksClient && (
        <Notice tone="warn">
          <span id={lackId}>
            Nobody can sign in yet, because the connector has no client ID. A maker must enter the client ID
            on the Settings tab of the connector, then deploy the connector again for users.
          </span>
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button
          type="submit"
          look="primary"
          busy={busy}
          disabled={lacksClient}
          aria-describedby={lacksClient ? lackId : undefined}
        >
          {signsIn ? `${verb} and sign in` : verb}
        </Button>
      </div>
    </form>
  )
}
