import { practiceRules } from '@hookwright/model'
import type { Preset } from '@hookwright/model/presets'

/** Rules to start from: those of a service that is known, or of the one that comes along, of which there is no documentation. */
export type StartingRules = Pick<Preset, 'id' | 'name' | 'notes' | 'renewal' | 'receiving'> & {
  known: Pick<Preset, 'source' | 'checkedOn'> | null
}

/** The practice service; the key is what a new registration flow keeps of its answer as it stands. */
export const practiceStart: StartingRules = {
  id: 'practice',
  name: 'Acme HR, the practice service',
  known: null,
  notes: [
    'The key is the secret in the Registration Data: a registration flow that is created here keeps it there as it stands.'
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
  id,
  name,
  notes,
  renewal,
  receiving,
  known: { source, checkedOn }
})
