export { card, drawFlow, field } from '../seed/draw-flow.ts'
