import { practiceRules } from '@hookwright/model'
import type { Preset, Shape } from '@hookwright/model/presets'

/**
 * Initial rules for the form: the preset of a known service, of the practice service, or of a common
 * signature scheme.
 */
export type StartingRules = Pick<Preset, 'id' | 'name' | 'notes' | 'renewal' | 'receiving'> & {
  is: 'service' | 'shape'
  known: Pick<Preset, 'source' | 'checkedOn'> | null
}

/**
 * Preset of the practice service. The key is read from the Registration Data, where the template registration
 * flow stores it.
 */
export const practicePreset: StartingRules = {
  id: 'practice',
  is: 'service',
  name: 'Acme HR, the practice service',
  known: null,
  notes: [
    'The key is “secret” in the Registration Data, stored there by a registration flow that you create for this event.'
  ],
  renewal: null,
  receiving: practiceRules({ from: 'registration', path: 'secret', decode: 'text' })
}

/** Converts the preset of a known service to initial rules for the form. */
export const startOf = ({
  id,
  name,
  notes,
  renewal,
  receiving,
  source,
  checkedOn
}: Preset): StartingRules => ({
  is: 'service',
  id,
  name,
  notes,
  renewal,
  receiving,
  known: { source, checkedOn }
})

/** Converts a common kind of signature, which no particular service owns, to initial rules for the form. */
export const startOfShape = ({ id, name, notes, receiving }: Shape): StartingRules => ({
  is: 'shape',
  id,
  name,
  notes,
  renewal: null,
  receiving,
  known: null
})
