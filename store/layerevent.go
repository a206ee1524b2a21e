package store

import "github.com/verbatim-record/verbatim"

// The layer of what happened.

func packEvents(p *packer, d *verbatim.Document) {
	p.uint(len(d.Events))
	for i := range d.Events {
		e := &d.Events[i]
		p.span(e.Trigger)
		p.string(string(e.Kind))
		p.string(e.Plover)
		p.string(string(e.Status))
		p.uint(len(e.Participants))
		for _, a := range e.Participants {
			p.int(a.Entity)
			p.span(a.Mention)
			p.string(string(a.Role))
		}
		p.bool(e.Place != nil)
		if e.Place != nil {
			p.span(e.Place.Span)
			p.int(e.Place.Entity)
		}
		p.int(e.Time)
		p.int(e.Duration)
		p.int(e.By)
		p.span(e.Topic)
		p.spans(e.Evidence)
		p.float(e.Confidence)
	}
}

func unpackEvents(u *unpacker, d *verbatim.Document) {
	for range u.count() {
		e := verbatim.Event{Trigger: u.span(), Kind: verbatim.EventKind(u.string()), Plover: u.string(), Status: verbatim.EventStatus(u.string())}
		for range u.count() {
			a := verbatim.Participant{Entity: u.index(-1, len(d.Entities)), Mention: u.span(), Role: verbatim.EventRole(u.string())}
			if u.err != nil {
				return
			}
			e.Participants = append(e.Participants, a)
		}
		if u.bool() {
			e.Place = &verbatim.EventPlace{Span: u.span(), Entity: u.index(-1, len(d.Entities))}
		}
		e.Time = u.index(-1, len(d.Times))
		e.Duration = u.index(-1, len(d.Times))
		e.By = u.index(-1, len(d.Statements))
		e.Topic = u.span()
		e.Evidence = u.spans()
		e.Confidence = u.float()
		if u.err != nil {
			return
		}
		d.Events = append(d.Events, e)
	}
}
