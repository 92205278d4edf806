import { Fault, type Step, type StepPath } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { failureOfRun } from '../../features/run-view/failure.ts'
import { incidentReport } from './incident-report.ts'

const line = (path: StepPath, name: string, parts: Partial<Step> = {}): OpenedRun['lines'][number] => ({
  path,
  depth: path.filter(part => typeof part === 'string').length - 1,
  name,
  type: 'compose',
  flowId: 'welcome',
  step: { path, status: 'succeeded', from: 0, to: 4, outputs: { output: 'ada@acme.example' }, ...parts }
})

const fault = new Fault('http.status', { method: 'GET', url: '/people', status: 404, body: 'no' }).toData()
const asked = line(['each', 1, 'ask'], 'Ask | all', {
  status: 'failed',
  from: 9,
  to: 30,
  fault,
  requests: [
    {
      method: 'GET',
      url: '/people',
      status: 404,
      from: 9,
      to: 30,
      reply: { headers: { 'content-type': 'text/plain' }, body: 'no\n```\nway', cut: true }
    }
  ]
})

/** Builds an opened run with the properties that a report uses. */
const open = (lines: OpenedRun['lines']) =>
  ({
    run: {
      id: 'r1',
      kind: 'flow',
      status: { is: 'failed', at: ['each', 1, 'ask'], fault },
      startedAt: 0,
      finishedAt: 1_240
    },
    flow: { name: 'Welcome' },
    lines,
    version: { number: 3, connectorName: 'Acme HR' },
    revisionNumber: 2,
    delivery: { id: 'd1', event: { name: 'User created' } }
  }) as unknown as OpenedRun

const reportOf = (of: OpenedRun): string => {
  const failure = failureOfRun(of)
  if (failure === null) throw new Error('The run did not fail.')
  return incidentReport(of, failure, 'http://here.test/runs/r1?step=3')
}

test('a report has the run, the failure, the response, the advice and the steps', () => {
  const report = reportOf(open([line(['event'], 'User created'), line(['each'], 'Each'), asked]))
  const [title, , ...rest] = report.split('\n')
  expect(title).toBe('# Run of Welcome failed: The service responded with 404')
  expect(rest.join('\n')).toContain(
    [
      '- Duration: 1.24 s',
      '- Delivery: User created (`d1`)',
      '- Run: `r1`, http://here.test/runs/r1?step=3',
      '',
      '## What failed',
      '',
      '**The service responded with 404** at Ask | all (`http.status`)',
      '',
      'Request: GET /people',
      '',
      '````',
      'HTTP 404',
      'content-type: text/plain',
      '',
      'no',
      '```',
      'way…',
      '````',
      '',
      '## Next step',
      ''
    ].join('\n')
  )
  expect(report).toContain('- Connector: Acme HR, version 3')
  expect(report).toContain('| 3 | Ask \\| all (iteration 2) | failed | 9 ms | 21 ms |')
})

test('a report has no outputs of steps', () => {
  expect(reportOf(open([line(['event'], 'User created'), asked]))).not.toContain('ada@acme.example')
})

test('the report of a long run lists only steps around the failed one', () => {
  const many = (name: string, count: number) =>
    Array.from({ length: count }, (_, at) => line([`${name}${at}`], `${name} ${at}`))
  const report = reportOf(open([...many('before', 40), asked, ...many('behind', 40)]))
  expect(report).toContain('26 of 81 steps are listed.')
  expect(report).not.toContain('before 19 ')
  expect(report).toContain('| 21 | before 20 |')
  expect(report).toContain('behind 4 ')
})
