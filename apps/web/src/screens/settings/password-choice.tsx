import { RadioGroup, TextField } from '@hookwright/ui'
import type { ChosenPassword } from './chosen-password.ts'

const ways = [
  {
    value: 'made',
    label: 'Generate a password',
    description: 'The password is shown once, so that you can send it to the member.'
  },
  { value: 'typed', label: 'Enter a password' }
] as const

/** Choice of another member's password: generated or typed. */
export const PasswordChoice = ({
  chosen,
  onChange,
  error
}: {
  chosen: ChosenPassword
  onChange: (chosen: ChosenPassword) => void
  /** Error of the typed password as a sentence. */
  error: string | null
}) => (
  <>
    <RadioGroup
      label="Password"
      choices={ways}
      value={chosen.way}
      onValueChange={way => onChange({ ...chosen, way })}
    />
    {chosen.way === 'typed' && (
      <TextField
        label="Sign-in password"
        description="At least 12 characters. Four unrelated words make a good password."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="-mt-1 pl-8"
        required
        value={chosen.typed}
        onValueChange={typed => onChange({ ...chosen, typed })}
        error={error}
      />
    )}
  </>
)
