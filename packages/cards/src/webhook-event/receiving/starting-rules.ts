import { practiceRules } from '@hookwright/model'
import type { Preset, Shape } from '@hookwright/model/presets'

/**
 * Rules to start from: those of a service that is known, of the practice service, which needs no documentation, or of a
 * common way to sign.
 */
export type StartingRules = Pick<Preset, 'id' | 'name' | 'notes' | 'renewal' | 'receiving'> & {
  is: 'service' | 'shape'
  known: Pick<Preset, 'source' | 'checkedOn'> | null
}

/** The practice service; its key is in the Registration Data of a new registration flow. */
export const practicePreset: StartingRules = {
  id: 'practice',
  is: 'service',
  name: 'Acme HR, the practice service',
  known: null,
  notes: [
    'The key is the secret in the Registration Data, where a registration flow created here stores it.'
  ],
  renewal: null,
  receiving: practiceRules({ from: 'registration', path: 'secret', decode: 'text' })
}

/** A preset as rules to start from. */
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

/** Converts a common kind of signature to starting rules. */
export const startOfShape = ({ id, name, notes, receiving }: Shape): StartingRules => ({
  is: 'shape',
  id,
  name,
  notes,
  renewal: null,
  receiving,
  known: null
})
