import { TextArea } from '@hookwright/ui'

/** Field for paths of values that are not stored, one path per line. */
export const PlacesField = ({
  label,
  description,
  value,
  onValueChange,
  error,
  readOnly = false
}: {
  label: string
  description: string
  value: string
  onValueChange: (value: string) => void
  error: string | null
  readOnly?: boolean
}) => (
  <TextArea
    label={label}
    description={description}
    rows={3}
    spellCheck={false}
    autoComplete="off"
    inputClass="font-code text-small"
    placeholder={'body.user.ssn\nbody.cards[*].number\nheaders.authorization'}
    value={value}
    onValueChange={onValueChange}
    error={error}
    readOnly={readOnly}
  />
)
