import { RadioGroup, TextField } from '@hookwright/ui'
import type { ChosenPassword } from './chosen-password.ts'

const ways = [
  { value: 'made', label: 'Make one up', description: 'It is shown once, for you to hand over.' },
  { value: 'typed', label: 'Type one' }
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
        label="Password to sign in with"
        description="12 characters or more. Four words that do not belong together are best."
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
