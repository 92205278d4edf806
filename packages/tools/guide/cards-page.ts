import { cardSpecs } from '@hookwright/cards'
import { type CardSpec, emptyCatalog } from '@hookwright/engine'
import { nameOfType } from '@hookwright/model'

const intro = `# Cards

All cards that come with Hookwright, by group, with the \`type\` that files use. The actions and events of connectors appear beside them once a version is deployed.
The help of a card on the canvas shows the same, with the inputs and outputs that it has in your flow.
`

const listOfPorts = (title: string, ports: readonly Port[]): string =>
  ports.length === 0
    ? ''
    : `**${title}:** ${ports.map(port => `${port.label} (${nameOfType(port.type)})`).join(', ')}`

interface Port {
  label: string
  type: Parameters<typeof nameOfType>[0]
}

const exampleOf = ({ docs }: CardSpec): string =>
  docs?.example === undefined
    ? ''
    : `\`\`\`json\n${JSON.stringify({ inputs: docs.example.inputs, outputs: docs.example.outputs }, null, 2)}\n\`\`\``

const sectionOf = (spec: CardSpec): string => {
  const ports = spec.ports(spec.blank().config, emptyCatalog)
  return [
    `### ${spec.title} (\`${spec.type}\`)`,
    spec.docs?.help ?? '',
    listOfPorts('Inputs', ports?.inputs ?? []),
    listOfPorts('Outputs', ports?.outputs ?? []),
    exampleOf(spec)
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

/** Returns the page of Help with all cards, from their documentation. */
export const cardsPage = (): string => {
  const specs = [...cardSpecs.values()]
  const groups = [...new Set(specs.map(({ group }) => group))]
  const parts = groups.map(group => {
    const sections = specs.filter(spec => spec.group === group).map(sectionOf)
    return `## ${group}\n\n${sections.join('\n\n')}\n`
  })
  return `${intro}\n${parts.join('\n')}`
}
