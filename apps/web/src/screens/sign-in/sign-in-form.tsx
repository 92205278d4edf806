import { Button, Notice, PasswordField, TextField } from '@hookwright/ui'
import { type FormEvent, useRef, useState } from 'react'
import { type Refusal, signIn } from './sign-in-api.ts'

/** Form for name and password. An error appears above the form, and the password field gets the focus. */
export const SignInForm = ({ onSignedIn }: { onSignedIn: () => void }) => {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>(null)
  const passwordInput = useRef<HTMLInputElement>(null)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setRefusal(null)
    const refused = await signIn({ name, password })
    setBusy(false)
    if (refused === null) return onSignedIn()
    setRefusal(refused)
    passwordInput.current?.select()
  }

  return (
    <form onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {refusal !== null && <Notice tone="err">{refusal.message}</Notice>}
      <TextField
        // The page is there for this field alone.
        autoFocus
        label="Name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={name}
        onValueChange={setName}
      />
      <PasswordField
        ref={passwordInput}
        label="Password"
        autoComplete="current-password"
        required
        value={password}
        onValueChange={setPassword}
      />
      <Button type="submit" look="primary" busy={busy} disabled={name.trim() === '' || password === ''}>
        Sign in
      </Button>
    </form>
  )
}
