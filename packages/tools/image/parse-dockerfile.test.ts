import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { parseDockerfile } from './parse-dockerfile.ts'
import { ignores } from './run-steps.ts'

test('a Dockerfile is parsed into stages and steps, and an unknown instruction is refused', () => {
  const text = [
    '# A comment',
    'FROM node:26-trixie-slim AS build',
    'WORKDIR /source',
    'RUN one && \\',
    '  two',
    'COPY . .',
    'FROM debian',
    'COPY --from=build /app /srv',
    'ENV A=1 B=/data',
    'USER node',
    'VOLUME /data',
    'EXPOSE 3000',
    'HEALTHCHECK --interval=10s CMD ["node", "-e", "`CMD` [1]"]',
    'CMD ["node", "main.js"]'
  ]
  expect(parseDockerfile(text.join('\n'))).toEqual([
    {
      base: 'node:26-trixie-slim',
      name: 'build',
      steps: [
        { is: 'workdir', path: '/source' },
        { is: 'run', command: expect.stringMatching(/^one && +two$/) },
        { is: 'copy', stage: null, sources: ['.'], to: '.' }
      ],
      healthCheck: null,
      command: [],
      volumes: []
    },
    {
      base: 'debian',
      name: '',
      steps: [
        { is: 'copy', stage: 'build', sources: ['/app'], to: '/srv' },
        { is: 'env', variables: { A: '1', B: '/data' } },
        { is: 'user', name: 'node' }
      ],
      healthCheck: { command: ['node', '-e', '`CMD` [1]'], options: { interval: '10s' } },
      command: ['node', 'main.js'],
      volumes: ['/data']
    }
  ])
  for (const line of ['ARG A', 'ADD a b', 'COPY --chown=a b c', 'ENV A="b"', 'HEALTHCHECK NONE']) {
    expect(() => parseDockerfile(`FROM debian\n${line}`)).toThrow('is not understood')
  }
  expect(() => parseDockerfile('RUN a')).toThrow('instead of FROM')
})

test('the Dockerfile of the repository runs the server without root, checks its health and has one volume', () => {
  const stages = parseDockerfile(readFileSync(join(root, 'Dockerfile'), 'utf8'))
  const [build, last] = stages
  expect(stages).toHaveLength(2)
  expect(build?.base).toBe(last?.base)
  expect(last).toMatchObject({
    volumes: ['/data'],
    healthCheck: { options: { interval: '10s', timeout: '5s' } },
    command: ['node', '/app/node_modules/hookwright/apps/server/dist/main.js']
  })
  const users = last?.steps.filter(({ is }) => is === 'user')
  expect(users).toEqual([{ is: 'user', name: 'node' }])
})

test('paths in .dockerignore are excluded from a build', () => {
  const isLeftOut = ignores(readFileSync(join(root, '.dockerignore'), 'utf8'))
  const left = ['.git', 'node_modules', 'apps/web/dist', 'packages/ui/node_modules', 'hookwright-1.0.0.tgz']
  expect(left.filter(path => !isLeftOut(path))).toEqual([])
  expect(['package.json', 'apps/web/src', 'packages/model/dist-of', '.gitignore'].filter(isLeftOut)).toEqual(
    []
  )
})
