import { describe, expect, test } from 'vitest'
import { formatEffect, type Plan, planAsMarkdown, planAsText } from './deployment.ts'

const plan: Plan = {
  ok: true,
  ...{ connectorId: null, key: 'acme_crm', name: 'Acme CRM', from: 3, to: 4, isUpToDate: false },
  ...{ changesSettings: true, untouched: ['Old'], replacedDrafts: ['Register'], findings: [], basis: 'a' },
  flows: [{ name: 'Register', effect: 'changed' }],
  hosts: [{ host: 'api.acme.example', places: ['Register'], isNew: true }],
  registrations: [
    {
      flowId: '1',
      flowName: 'Welcome',
      does: 'lost',
      reasons: ['The output “Name” was removed.'],
      isOwn: true
    },
    {
      flowId: '2',
      flowName: 'A|B',
      does: 're-register',
      reasons: ['The registration flow has changed.'],
      isOwn: true
    },
    { flowId: '3', flowName: 'Two', does: 're-register', reasons: [], isOwn: true },
    { flowId: '4', flowName: 'Three', does: 'in-place', reasons: [], isOwn: true },
    { flowId: '5', flowName: 'Theirs', does: 'in-place', reasons: [], isOwn: false }
  ],
  broken: [{ flowId: '6', flowName: 'Off', change: 'breaking', reasons: ['The output “Name” was removed.'] }]
}

describe('a plan', () => {
  test('says its effect on live registrations in one sentence', () => {
    expect(formatEffect(plan)).toBe(
      '2 flows register again, 1 flow changes in place, events that arrive during the upgrade are stored, version 4 breaks flow Welcome, which keeps its version, 1 flow that the key may not upgrade keeps its version.'
    )
    expect(formatEffect({ ...plan, registrations: [] })).toBe('No flow that is on uses this connector.')
    expect(formatEffect({ ...plan, isUpToDate: true, registrations: [] })).toBe(
      'Version 3 already matches the files; nothing changes.'
    )
  })

  test('names the deployed version when only flows have to be upgraded', () => {
    const [lost] = plan.registrations
    const registrations = lost === undefined ? [] : [lost]
    expect(formatEffect({ ...plan, isUpToDate: true, registrations })).toBe(
      'Version 3 breaks flow Welcome, which keeps its version.'
    )
  })

  test('is text for a terminal', () => {
    expect(planAsText(plan, 'test').split('\n')).toEqual([
      'Acme CRM: version 3 → version 4 at test',
      '  changed: Settings and authentication',
      '  changed: Register',
      '  kept: Old – Not in the files.',
      '  draft replaced: Register – The files replace draft changes that were never deployed.',
      '  new host: api.acme.example – Register',
      '  breaks: Welcome – The output “Name” was removed.',
      '  registers again: A|B – The registration flow has changed.',
      '  registers again: Two',
      '  changes in place: Three',
      '  not upgraded by this key: Theirs',
      '  off, needs changes: Off – The output “Name” was removed.',
      formatEffect(plan)
    ])
  })

  test('is Markdown for a pull request, whatever names hold', () => {
    const lines = planAsMarkdown(plan, 'test').split('\n')
    expect(lines[0]).toBe('### Acme CRM: version 3 → version 4 at test')
    expect(lines).toContain('| Effect | Flow | Reasons |')
    expect(lines).toContain('| registers again | A\\|B | The registration flow has changed. |')
  })
})
