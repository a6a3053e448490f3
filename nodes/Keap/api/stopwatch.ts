import { clock } from './clock';

/** Measures the time in which requests wait and none is under way. */
export class Stopwatch {
	private waiting = 0;
	private running = 0;
	private since?: number;
	totalMs = 0;

	waits(): void {
		this.waiting++;
		this.update();
	}

	waited(): void {
		this.waiting--;
		this.update();
	}

	runs(): void {
		this.running++;
		this.update();
	}

	ran(): void {
		this.running--;
		this.update();
	}

	private update(): void {
		const held = this.waiting > 0 && this.running === 0;
		if (held) this.since ??= clock.elapsed();
		else if (this.since !== undefined) {
			this.totalMs += clock.elapsed() - this.since;
			this.since = undefined;
		}
	}
}
