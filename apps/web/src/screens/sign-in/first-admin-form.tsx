import { Button, Notice, PasswordField, TextField } from '@hookwright/ui'
import { type FormEvent, useState } from 'react'
import { becomeFirstAdmin, type Refusal } from './sign-in-api.ts'

/** Minimum length of a password; the server checks further rules. */
const LEAST = 12

const belongsToName = (refusal: Refusal): boolean => refusal?.code.startsWith('person.') === true
const belongsToPassword = (refusal: Refusal): boolean => refusal?.code.startsWith('password.') === true

/** Form for the name and password of the first admin. Errors from the server are shown at their fields. */
export const FirstAdminForm = ({ code, onDone }: { code: string; onDone: () => void }) => {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>(null)
  const left = LEAST - [...password].length
  const forField = (belongs: (refusal: Refusal) => boolean): string | null =>
    belongs(refusal) ? (refusal?.message ?? null) : null

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const refused = await becomeFirstAdmin({ code, name, password })
    setBusy(false)
    if (refused === null) onDone()
    else setRefusal(refused)
  }

  return (
    <form onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {refusal !== null && !belongsToName(refusal) && !belongsToPassword(refusal) && (
        <Notice tone="err">{refusal.message}</Notice>
      )}
      <TextField
        // The page is there for this field alone.
        autoFocus
        label="Name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        required
        value={name}
        onValueChange={setName}
        error={forField(belongsToName)}
      />
      <PasswordField
        label="Password"
        autoComplete="new-password"
        required
        value={password}
        onValueChange={setPassword}
        error={forField(belongsToPassword)}
        description={
          left > 0
            ? `At least 12 characters; ${left} to go.`
            : 'Long enough. Four unrelated words make a good password.'
        }
      />
      <Button
        type="submit"
        look="primary"
        busy={busy}
        disabled={name.trim() === '' || left > 0 || code === ''}
      >
        Create admin account
      </Button>
    </form>
  )
}
