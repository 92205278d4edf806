import { Button, Notice } from '@hookwright/ui'
import { type FormEvent, useState } from 'react'
import { faultOf, type PageFault } from '../../kit/api/fault-of.ts'
import type { ListedMember } from './api-types.ts'
import { initialPassword, passwordOf, validatePassword } from './chosen-password.ts'
import { PasswordChoice } from './password-choice.tsx'

/** Form to set a member's password. */
export const PasswordForm = ({
  member,
  onSubmit,
  onDone
}: {
  member: ListedMember
  onSubmit: (password: string) => Promise<void>
  onDone: () => void
}) => {
  const [chosen, setChosen] = useState(initialPassword)
  const [touched, setTouched] = useState(false)
  const [refusal, setRefusal] = useState<PageFault | null>(null)
  const [busy, setBusy] = useState(false)
  const error = validatePassword(chosen)
  const refusedTyped =
    chosen.way === 'typed' && refusal?.code.startsWith('password.') ? refusal.message : null

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTouched(true)
    if (error !== null || busy) return
    setBusy(true)
    setRefusal(null)
    try {
      await onSubmit(passwordOf(chosen))
    } catch (thrown) {
      setRefusal(faultOf(thrown))
      setBusy(false)
    }
  }

  return (
    <form noValidate onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {refusal !== null && refusedTyped === null && <Notice tone="err">{refusal.message}</Notice>}
      <Notice tone="warn">
        All sessions of {member.name} end and all their API keys are revoked. Their current password stops
        working.
      </Notice>
      <PasswordChoice chosen={chosen} onChange={setChosen} error={touched ? (error ?? refusedTyped) : null} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy}>
          Set password
        </Button>
      </div>
    </form>
  )
}
