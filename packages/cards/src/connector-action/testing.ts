import type { ActionSignature } from '@hookwright/engine'
import { listOf, one } from '@hookwright/model'
import { field } from '../testing.ts'

/** Action with every kind of part that a card can have. */
export const createIssue: ActionSignature = {
  id: 'create-issue',
  name: 'Create issue',
  kind: 'action',
  options: [
    field('project', 'Project', {
      fieldType: 'dropdown',
      choices: { from: 'static', rows: [{ display: 'Website', value: 'web' }] },
      initial: 'web'
    })
  ],
  inputs: [],
  inputGroups: [
    {
      id: 'issue',
      name: 'Issue',
      fields: [
        field('title', 'Title'),
        field('priority', 'Priority', {
          required: false,
          fieldType: 'dropdown',
          choices: { from: 'static', rows: [{ display: 'High', value: 'high' }] }
        })
      ]
    },
    { id: 'custom', name: 'Custom fields', fields: [], extensible: true }
  ],
  outputs: [
    {
      id: 'created',
      name: 'Created issue',
      fields: [
        field('id', 'ID', { dataType: one('number') }),
        field('labels', 'Labels', { dataType: listOf('text') })
      ]
    }
  ],
  runMode: false,
  connectorName: 'Acme Tracker',
  needsConnection: true
}
