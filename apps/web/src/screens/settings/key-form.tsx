import type { NewApiKey } from '@hookwright/model'
import { Button, MultiSelect, Notice, RadioGroup, Select, TextField } from '@hookwright/ui'
import { type FormEvent, useState } from 'react'
import { faultOf, type PageFault } from '../../kit/api/fault-of.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import type { Role } from './api-types.ts'
import { expiryOf, keyRolesOf, type Lifetime, lifetimes } from './format-key.ts'

const accesses = [
  { value: 'all', label: 'All connectors' },
  {
    value: 'some',
    label: 'Selected connectors',
    description: 'The key can access these connectors, and flows that use only these connectors.'
  }
] as const

/** Form for the name, role, connectors and expiry of a new API key. */
export const KeyForm = ({
  connectors,
  onSubmit,
  onDone
}: {
  connectors: readonly { id: string; name: string }[]
  onSubmit: (key: NewApiKey) => Promise<void>
  onDone: () => void
}) => {
  const own = usePerson().role
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>(own)
  const [access, setAccess] = useState<'all' | 'some'>('all')
  const [chosen, setChosen] = useState<string[]>([])
  const [lifetime, setLifetime] = useState<Lifetime>('90')
  const [date, setDate] = useState('')
  const [touched, setTouched] = useState(false)
  const [refusal, setRefusal] = useState<PageFault | null>(null)
  const [busy, setBusy] = useState(false)
  const expiresAt = expiryOf(lifetime, date, Date.now())
  const errors = {
    name: name.trim() === '' ? 'Enter a name that says where the key is used.' : null,
    connectors: access === 'some' && chosen.length === 0 ? 'Choose at least one connector.' : null,
    date: expiresAt === null ? 'Enter the last day on which the key is valid.' : null
  }
  const refusedAt = (code: PageFault['code']): string | null =>
    refusal?.code === code ? refusal.message : null
  const [atName, atDate] = [refusedAt('api-key.name-taken'), refusedAt('api-key.bad-expiry')]

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTouched(true)
    if (expiresAt === null || errors.name !== null || errors.connectors !== null || busy) return
    setBusy(true)
    setRefusal(null)
    try {
      await onSubmit({ name, role, expiresAt, connectorIds: access === 'all' ? null : chosen })
    } catch (thrown) {
      setRefusal(faultOf(thrown))
      setBusy(false)
    }
  }

  return (
    <form noValidate onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {refusal !== null && atName === null && atDate === null && (
        <Notice tone="err">{refusal.message}</Notice>
      )}
      <TextField
        label="Name"
        description="For example the program or pipeline that uses the key."
        autoComplete="off"
        maxLength={60}
        required
        value={name}
        onValueChange={setName}
        error={touched ? (errors.name ?? atName) : null}
      />
      <Select
        label="Role"
        description="The key never has more rights than you have at the time of the request."
        choices={keyRolesOf(own)}
        value={role}
        onValueChange={setRole}
      />
      <RadioGroup label="Access" choices={accesses} value={access} onValueChange={setAccess} />
      {access === 'some' && (
        <MultiSelect
          label="Connectors"
          required
          placeholder="Choose connectors…"
          choices={connectors.map(({ id, name: label }) => ({ value: id, label }))}
          value={chosen}
          onValueChange={setChosen}
          error={touched ? errors.connectors : null}
          {...(connectors.length === 0 && { note: 'There are no connectors yet.' })}
        />
      )}
      <Select label="Valid for" choices={lifetimes} value={lifetime} onValueChange={setLifetime} />
      {lifetime === 'date' && (
        <TextField
          label="Last day"
          type="date"
          required
          value={date}
          onValueChange={setDate}
          error={touched ? (errors.date ?? atDate) : null}
        />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy}>
          Create
        </Button>
      </div>
    </form>
  )
}
