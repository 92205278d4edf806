export { card, type DrawnCard, drawFlow, field } from '../seed/draw-flow.ts'
