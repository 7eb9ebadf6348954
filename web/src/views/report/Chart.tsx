// Charts by own small code: bars by quarter, and lines. Each is one picture with a name that says its numbers; its table
// stands under it. Told apart by pattern, shape and dash as well as colour.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Shown } from "../../state/report-lines.ts";
import { t } from "../../text/language.ts";
import { barsOf, type ChartOptions, type Frame, HIDDEN_HEIGHT, linesOf } from "./layout.ts";

export interface ChartProps extends Omit<ChartOptions, "room"> {
	readonly name: string;
	readonly title: string;
	readonly format: (value: number) => string;
	readonly tick: (value: number) => string;
	/** What the pilot reached: a line, or a band. */
	readonly pilot?: { readonly least: number; readonly most: number; readonly text: string };
}

const ROOM_AT_FIRST = 320;
const ROOM_MOST = 600;
/** With more bars, or points, than this a chart takes the whole width. */
const MARKS_MOST = 16;

const cell = (props: ChartProps, value: Shown): string =>
	value === null
		? t().figures.nothing
		: value === "hidden"
			? t().figures.hidden
			: props.format(value);

/** All that the picture says, in words. */
function spoken(props: ChartProps): string {
	const all = props.series.map(({ name, values }) => {
		const numbers = props.groups.map((group, i) => `${group} ${cell(props, values[i] ?? null)}`);
		return `${name}: ${numbers.join(", ")}`;
	});
	const pilot = props.pilot === undefined ? [] : [props.pilot.text];
	return [props.title, ...all, ...pilot].join(". ");
}

/** The width there is, as long as it is on the screen. */
function useRoom(most: number) {
	const element = useRef<HTMLElement>(null);
	const [room, setRoom] = useState(ROOM_AT_FIRST);
	useEffect(() => {
		const watched = element.current;
		if (watched === null) return;
		const observer = new ResizeObserver(([entry]) => {
			const width = Math.floor(entry?.contentRect.width ?? 0);
			if (width > 0) setRoom(Math.min(most, width));
		});
		observer.observe(watched);
		return () => observer.disconnect();
	}, [most]);
	return { element, room };
}

function Picture(props: {
	readonly chart: ChartProps;
	readonly kind: "bars" | "lines";
	readonly draw: (room: number, id: string) => { frame: Frame; shapes: ComponentChildren };
}) {
	const { chart, kind } = props;
	const many = chart.groups.length * chart.series.length > MARKS_MOST;
	const { element, room } = useRoom(many ? 2 * ROOM_MOST : ROOM_MOST);
	const id = useId();
	const { frame, shapes } = props.draw(room, id);
	const wide = frame.width > room + 1;
	return (
		<figure class={many ? "chart wide" : "chart"} ref={element} data-testid={`chart-${chart.name}`}>
			<figcaption>{chart.title}</figcaption>
			{chart.series.length < 2 ? null : (
				<ul class="chart-legend">
					{chart.series.map(({ name }, i) => (
						<li key={name}>
							<svg width="28" height="16" aria-hidden="true" focusable="false">
								{kind === "bars" ? (
									<rect
										class={`bar-${i}`}
										x="1"
										y="1"
										width="26"
										height="14"
										fill={fillOf(id, i)}
									/>
								) : (
									<>
										<path class={`line-${i}`} d="M0 8H28" />
										<Mark series={i} x={14} y={8} />
									</>
								)}
							</svg>
							{name}
						</li>
					))}
				</ul>
			)}
			<div
				class="chart-scroll"
				{...(wide ? { tabIndex: 0, role: "group", "aria-label": chart.title } : {})}
			>
				<svg
					class="chart-picture"
					role="img"
					aria-label={spoken(chart)}
					width={frame.width}
					height={frame.height}
					viewBox={`0 0 ${frame.width} ${frame.height}`}
				>
					<Patterns id={id} />
					<Axes frame={frame} chart={chart} />
					{shapes}
				</svg>
			</div>
		</figure>
	);
}

/** The first is plain, the others have lines and dots. */
const fillOf = (id: string, series: number): string | undefined =>
	series === 0 ? undefined : `url(#${id}-${series})`;

function Patterns({ id }: { id: string }) {
	const square = { width: 8, height: 8, patternUnits: "userSpaceOnUse" } as const;
	return (
		<defs>
			<pattern id={`${id}-1`} {...square}>
				<rect class="ground-1" width="8" height="8" />
				<path class="stroke-1" d="M-2 2L2 -2M0 8L8 0M6 10L10 6" />
			</pattern>
			<pattern id={`${id}-2`} {...square}>
				<rect class="ground-2" width="8" height="8" />
				<circle class="dot-2" cx="2" cy="2" r="1.4" />
				<circle class="dot-2" cx="6" cy="6" r="1.4" />
			</pattern>
			<pattern id={`${id}-hidden`} {...square}>
				<rect class="ground-hidden" width="8" height="8" />
				<path class="stroke-hidden" d="M0 0L8 8M0 8L8 0" />
			</pattern>
		</defs>
	);
}

function Axes({ frame, chart }: { frame: Frame; chart: ChartProps }) {
	const { pilot } = chart;
	return (
		<>
			{frame.ticks.map(({ value, y }) => (
				<g key={value}>
					<path
						class={y === frame.bottom ? "axis" : "grid"}
						d={`M${frame.left} ${y}H${frame.right}`}
					/>
					<text class="tick" x={frame.left - 6} y={y + 4} text-anchor="end">
						{chart.tick(value)}
					</text>
				</g>
			))}
			{pilot === undefined ? null : (
				<g data-testid="chart-pilot">
					{pilot.least === pilot.most ? null : (
						<rect
							class="pilot-band"
							x={frame.left}
							y={frame.yOf(pilot.most)}
							width={frame.right - frame.left}
							height={frame.yOf(pilot.least) - frame.yOf(pilot.most)}
						/>
					)}
					<path
						class="pilot-line"
						d={[...new Set([pilot.least, pilot.most])]
							.map((value) => `M${frame.left} ${frame.yOf(value)}H${frame.right}`)
							.join("")}
					/>
					<text class="pilot-text" x={frame.right} y={frame.yOf(pilot.most) - 6} text-anchor="end">
						{pilot.text}
					</text>
				</g>
			)}
			{frame.groups.map(({ label, x }) => (
				<text class="group" key={label} x={x} y={frame.height - 8} text-anchor="middle">
					{label}
				</text>
			))}
		</>
	);
}

export function BarChart(props: ChartProps) {
	return (
		<Picture
			chart={props}
			kind="bars"
			draw={(room, id) => {
				const { frame, bars } = barsOf({ ...props, room });
				const shapes = bars.map((bar) => (
					<g
						key={`${bar.series} ${bar.x}`}
						data-testid={bar.value === "hidden" ? "bar-hidden" : "bar"}
					>
						<rect
							class={bar.value === "hidden" ? "bar-hidden" : `bar-${bar.series}`}
							{...{ x: bar.x, y: bar.y, width: bar.width, height: bar.height }}
							fill={bar.value === "hidden" ? `url(#${id}-hidden)` : fillOf(id, bar.series)}
						/>
						{bar.value === "hidden" ? (
							<HiddenWord x={bar.x + bar.width / 2} y={bar.y - 6} />
						) : (
							<text class="value" x={bar.x + bar.width / 2} y={bar.y - 6} text-anchor="middle">
								{props.format(bar.value ?? 0)}
							</text>
						)}
					</g>
				));
				return { frame, shapes };
			}}
		/>
	);
}

/** Upright: no bar is as wide as the word. */
const HiddenWord = ({ x, y }: { readonly x: number; readonly y: number }) => (
	<text class="value" x={x} y={y} transform={`rotate(-90 ${x} ${y})`} dominant-baseline="central">
		{t().figures.hidden}
	</text>
);

/** A circle, a square, a diamond. */
function Mark({ series, x, y }: { series: number; x: number; y: number }) {
	if (series === 0) return <circle class="mark-0" cx={x} cy={y} r="5" />;
	if (series === 1) return <rect class="mark-1" x={x - 4.5} y={y - 4.5} width="9" height="9" />;
	return <path class="mark-2" d={`M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z`} />;
}

export function LineChart(props: ChartProps) {
	return (
		<Picture
			chart={props}
			kind="lines"
			draw={(room, id) => {
				const { frame, lines } = linesOf({ ...props, room });
				const hidden = [...new Set(lines.flatMap((line) => line.hidden))];
				const shapes = (
					<>
						{hidden.map((group) => (
							<HiddenGroup key={group} frame={frame} group={group} fill={`url(#${id}-hidden)`} />
						))}
						{lines.map(({ series, runs }) =>
							runs.map((run) => (
								<g key={`${series} ${run[0]?.x}`}>
									<path
										class={`line-${series}`}
										d={`M${run.map(({ x, y }) => `${x} ${y}`).join("L")}`}
									/>
									{run.map(({ x, y, value, labelY }) => (
										<g key={x}>
											<Mark series={series} x={x} y={y} />
											<text class="value" x={x + 9} y={labelY}>
												{props.format(value)}
											</text>
										</g>
									))}
								</g>
							)),
						)}
					</>
				);
				return { frame, shapes };
			}}
		/>
	);
}

function HiddenGroup(props: {
	readonly frame: Frame;
	readonly group: number;
	readonly fill: string;
}) {
	const { bottom, groups } = props.frame;
	const x = groups[props.group]?.x ?? 0;
	const width = 36;
	const place = { x: x - width / 2, y: bottom - HIDDEN_HEIGHT, width, height: HIDDEN_HEIGHT };
	return (
		<g data-testid="bar-hidden">
			<rect class="bar-hidden" {...place} fill={props.fill} />
			<text class="value" x={x} y={bottom - HIDDEN_HEIGHT - 6} text-anchor="middle">
				{t().figures.hidden}
			</text>
		</g>
	);
}
