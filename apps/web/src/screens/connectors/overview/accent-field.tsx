import { TextField } from '@hookwright/ui'

/** `#rgb` written out; anything else as it is. */
const longForm = (colour: string): string =>
  /^#[0-9a-f]{3}$/i.test(colour) ? `#${[...colour.slice(1)].map(sign => sign + sign).join('')}` : colour

/** The colour of the connector: picked, or typed as `#rgb` or `#rrggbb`. */
export const AccentField = ({
  accent,
  error,
  onChange
}: {
  accent: string
  error: string | undefined
  onChange: (accent: string) => void
}) => (
  <TextField
    label="Accent colour"
    autoComplete="off"
    spellCheck={false}
    value={accent}
    error={error}
    onValueChange={onChange}
    onBlur={() => onChange(longForm(accent).toLowerCase())}
    inputClass="font-code"
    description="Used as a stripe and tint on cards of this connector."
    after={
      <input
        type="color"
        aria-label="Choose the accent colour"
        value={/^#[0-9a-f]{6}$/i.test(accent) ? accent : '#000000'}
        onChange={event => onChange(event.currentTarget.value)}
        className="size-6 cursor-pointer rounded-xs border border-line bg-surface p-0.5"
      />
    }
  />
)
