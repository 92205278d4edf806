import { practiceRules } from '@hookwright/model'
import type { Preset } from '@hookwright/model/presets'

/** Rules to start from: those of a service that is known, or of the one that comes along, of which there is no documentation. */
export type StartingRules = Pick<Preset, 'id' | 'name' | 'notes' | 'renewal' | 'receiving'> & {
  known: Pick<Preset, 'source' | 'checkedOn'> | null
}

/** The practice service, with what a new registration flow sends it as it stands. */
export const practiceStart: StartingRules = {
  id: 'practice',
  name: 'Acme HR, the practice service',
  known: null,
  notes: [
    'Signing Secret is made anew for each subscription; a registration flow that was created here hands it to the service as it stands.'
  ],
  renewal: null,
  receiving: practiceRules
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
