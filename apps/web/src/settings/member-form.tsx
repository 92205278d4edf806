import { Button, Notice, RadioGroup, TextField } from '@hookwright/ui'
import { type FormEvent, useState } from 'react'
import { faultOf, type PageFault } from '../api/fault-of.ts'
import { makePassword } from './make-password.ts'
import { roleChoices } from './member-words.ts'
import type { Role } from './told.ts'

/** Somebody about to be added. */
export interface NewMember {
  name: string
  role: Role
  password: string
}

/** The least that a password has; the server says more when it knows better. */
const LEAST = 12

const ways = [
  { value: 'made', label: 'Make one up', description: 'It is shown once, for you to hand over.' },
  { value: 'typed', label: 'Type one' }
] as const

const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count))

/** What is wrong with a password that was typed, as a sentence; null when nothing is. */
const flawOf = (password: string): string | null =>
  [...password].length < LEAST ? `Type ${LEAST} characters or more.` : null

/** Name, role and password of somebody new. What the server refuses is said at the field that it is about. */
export const MemberForm = ({
  onSubmit,
  onDone
}: {
  onSubmit: (member: NewMember) => Promise<void>
  onDone: () => void
}) => {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('user')
  const [way, setWay] = useState<'made' | 'typed'>('made')
  const [typed, setTyped] = useState('')
  const [touched, setTouched] = useState(false)
  const [refusal, setRefusal] = useState<PageFault | null>(null)
  const [busy, setBusy] = useState(false)
  const flaws = {
    name: name.trim() === '' ? 'Type the name that they sign in with.' : null,
    password: way === 'typed' ? flawOf(typed) : null
  }
  const refusedAt = (field: string): string | null =>
    refusal?.code.startsWith(`${field}.`) ? refusal.message : null
  const [atName, atPassword] = [refusedAt('person'), way === 'typed' ? refusedAt('password') : null]

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTouched(true)
    if (flaws.name !== null || flaws.password !== null || busy) return
    setBusy(true)
    setRefusal(null)
    try {
      await onSubmit({ name, role, password: way === 'made' ? makePassword(randomBytes) : typed })
    } catch (thrown) {
      setRefusal(faultOf(thrown))
      setBusy(false)
    }
  }

  return (
    <form noValidate onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {refusal !== null && atName === null && atPassword === null && (
        <Notice tone="err">{refusal.message}</Notice>
      )}
      <TextField
        label="Name"
        description="They sign in with it, and others see it."
        autoComplete="off"
        autoCapitalize="words"
        spellCheck={false}
        maxLength={64}
        required
        value={name}
        onValueChange={setName}
        error={touched ? (flaws.name ?? atName) : null}
      />
      <RadioGroup label="Role" choices={roleChoices} value={role} onValueChange={setRole} />
      <RadioGroup label="Password" choices={ways} value={way} onValueChange={setWay} />
      {way === 'typed' && (
        <TextField
          label="Password to sign in with"
          description="12 characters or more. Four words that do not belong together are best."
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="-mt-1 pl-8"
          required
          value={typed}
          onValueChange={setTyped}
          error={touched ? (flaws.password ?? atPassword) : null}
        />
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy}>
          Add
        </Button>
      </div>
    </form>
  )
}
