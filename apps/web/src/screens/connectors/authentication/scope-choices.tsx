import { requestedScopes, type Scope } from '@hookwright/model'
import { Checkbox } from '@hookwright/ui'

/** Returns the names of the scopes that are selected by default. */
export const defaultScopes = (scopes: Scope[]): string[] => requestedScopes({ scopes }, undefined)

/** Checkboxes of the scopes that a connection may select. */
export const ScopeChoices = ({
  scopes,
  selected,
  onChange
}: {
  scopes: readonly Scope[]
  selected: readonly string[]
  onChange: (selected: string[]) => void
}) => (
  <fieldset className="flex min-w-0 flex-col gap-1 border-0 p-0">
    <legend className="mb-1 text-label text-ink">Scopes</legend>
    {scopes.map(({ name }) => (
      <Checkbox
        key={name}
        label={name}
        checked={selected.includes(name)}
        onCheckedChange={isSelected =>
          onChange(isSelected ? [...selected, name] : selected.filter(other => other !== name))
        }
      />
    ))}
  </fieldset>
)
