import { Button, Notice, RadioGroup, TextField } from '@hookwright/ui'
import { type FormEvent, useState } from 'react'
import { faultOf, type PageFault } from '../../kit/api/fault-of.ts'
import type { Role } from './api-types.ts'
import { initialPassword, passwordOf, validatePassword } from './chosen-password.ts'
import { roleChoices } from './format-member.ts'
import { PasswordChoice } from './password-choice.tsx'

/** New member to add. */
export interface NewMember {
  name: string
  role: Role
  password: string
}

/** Form for the name, role and password of a new member. Errors from the server are shown at their fields. */
export const MemberForm = ({
  onSubmit,
  onDone
}: {
  onSubmit: (member: NewMember) => Promise<void>
  onDone: () => void
}) => {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('user')
  const [chosen, setChosen] = useState(initialPassword)
  const [touched, setTouched] = useState(false)
  const [refusal, setRefusal] = useState<PageFault | null>(null)
  const [busy, setBusy] = useState(false)
  const errors = {
    name: name.trim() === '' ? 'Enter the name with which the member signs in.' : null,
    password: validatePassword(chosen)
  }
  const refusedAt = (field: string): string | null =>
    refusal?.code.startsWith(`${field}.`) ? refusal.message : null
  const [atName, atPassword] = [refusedAt('person'), chosen.way === 'typed' ? refusedAt('password') : null]

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTouched(true)
    if (errors.name !== null || errors.password !== null || busy) return
    setBusy(true)
    setRefusal(null)
    try {
      await onSubmit({ name, role, password: passwordOf(chosen) })
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
        description="Used to sign in and shown to other members."
        autoComplete="off"
        autoCapitalize="words"
        spellCheck={false}
        maxLength={64}
        required
        value={name}
        onValueChange={setName}
        error={touched ? (errors.name ?? atName) : null}
      />
      <RadioGroup label="Role" choices={roleChoices} value={role} onValueChange={setRole} />
      <PasswordChoice
        chosen={chosen}
        onChange={setChosen}
        error={touched ? (errors.password ?? atPassword) : null}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy}>
          Add
        </Button>
      </div>
    </form>
  )
}
