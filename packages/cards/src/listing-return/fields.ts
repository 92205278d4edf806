import type { InputPort } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { RECORD } from '../return-outputs/records.ts'

/** Fields read of each registration: its id at the service, its URL, and the data needed to remove it. */
export const fields: InputPort[] = [
  {
    id: 'id',
    label: 'Id',
    type: one('text'),
    required: true,
    mayBeNull: true,
    sees: [RECORD],
    group: 'Each registration'
  },
  {
    id: 'eventUrl',
    label: 'Event URL',
    type: one('text'),
    required: true,
    mayBeNull: true,
    sees: [RECORD],
    group: 'Each registration'
  },
  {
    id: 'registrationData',
    label: 'Registration Data',
    type: one('object'),
    required: false,
    sees: [RECORD],
    group: 'Each registration'
  }
]
